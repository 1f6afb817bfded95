import { budgetOf } from './budget/budget';
import type { FailoverBudget } from './budget/budget';
import type { FleetDescription } from './description/fleet';
import { described } from './description/given';
import type { Given } from './description/given';
import { examine, isOpenError } from './examine';
import type { Examination } from './examine';
import type { Finding } from './findings/finding';
import { FleetError } from './findings/fleet-error';
import { readYamlFile } from './load';
import type { DerivedModel, Dialect, Exchange, FleetModel, Network, Pool, RpkiCache, Service, Session, Site } from './model';
import { routeOrigins } from './routing/origins';
import type { RouteOrigin } from './routing/origins';
import { preferencesOf } from './routing/preference';
import type { Preference, PreferenceOptions } from './routing/preference';
import { Prediction } from './routing/prediction';
import type { BestPath } from './routing/prediction';
import type { FleetState } from './routing/state';
import { sessionsOf } from './sessions/sessions';

/** What examining a description gives, and the fleet where it may be used. */
export interface ExaminedFleet extends Examination {
  /** Absent while there are open errors. */
  readonly fleet?: Fleet;
}
/** Key by which a fleet of any copy of this package is known: of a registered symbol there is one in the process. */
const fleetKey: unique symbol = Symbol.for('anycast-mec.fleet') as never;

/**
 * A fleet: its description, checked, with everything derived from it. Immutable; every view (manifests, router files,
 * pictures, the lab) is made of it.
 */
export class Fleet implements FleetModel {
  /**
   * Makes a fleet of a description.
   *
   * @param origin what the description is called in errors. @default - the fleet's name
   * @throws FleetError with every finding if there is an error among them
   */
  public static from(description: Given<FleetDescription>, origin?: string): Fleet {
    return Fleet.fromUnknown(described(description), origin ?? 'fleet');
  }

  /**
   * Reads a fleet from a YAML (or JSON) file. Equal to {@link Fleet.from} of the same description.
   *
   * @throws FleetError with every finding; a syntax error is one, with line and column
   */
  public static load(file: string): Fleet {
    const { value, findings } = readYamlFile(file);
    return Fleet.fromUnknown(value, file, findings);
  }

  /** Checks a description without throwing: all findings, the derived model where there is one, and the fleet where it may be used. */
  public static examine(description: unknown): ExaminedFleet {
    return Fleet.examined(described(description));
  }

  /** Whether a value is a fleet, also one of another copy of this package. */
  public static isFleet(this: void, value: unknown): value is Fleet {
    return typeof value === 'object' && value !== null && fleetKey in value;
  }

  /** Checks a file without throwing. A file that cannot be read or parsed is a finding too. */
  public static examineFile(file: string): ExaminedFleet {
    try {
      const { value, findings } = readYamlFile(file);
      return Fleet.examined(value, findings);
    } catch (error) {
      if (FleetError.isFleetError(error)) return { findings: error.findings };
      throw error;
    }
  }

  private static fromUnknown(input: unknown, origin: string, before: readonly Finding[] = []): Fleet {
    const { findings, fleet } = Fleet.examined(input, before);
    if (!fleet) throw new FleetError(findings, origin);
    return fleet;
  }

  private static examined(input: unknown, before: readonly Finding[] = []): ExaminedFleet {
    const examination = examine(input, before);
    const { findings, model } = examination;
    return model && !findings.some(isOpenError) ? { ...examination, fleet: new Fleet(model, findings) } : examination;
  }

  public readonly name: string;
  public readonly description: FleetDescription;
  public readonly pools: readonly Pool[];
  public readonly networks: readonly Network[];
  public readonly exchanges: readonly Exchange[];
  public readonly caches: readonly RpkiCache[];
  public readonly sites: readonly Site[];
  public readonly services: readonly Service[];

  private readonly sitesByName: ReadonlyMap<string, Site>;

  private constructor(
    model: DerivedModel,
    /** Warnings and acknowledged findings. */
    public readonly findings: readonly Finding[],
  ) {
    this.name = model.name;
    this.description = model.description;
    this.pools = model.pools;
    this.networks = model.networks;
    this.exchanges = model.exchanges;
    this.caches = model.caches;
    this.sites = model.sites;
    this.services = model.services;
    this.sitesByName = new Map(model.sites.map((site) => [site.name, site]));
    Object.freeze(this);
  }

  /** @internal */
  public get [fleetKey](): true {
    return true;
  }

  /** Every BGP session of the fleet, one a family. Computed anew at each call. */
  public get sessions(): Session[] {
    return sessionsOf(this);
  }

  /** Which AS announces what: the ROAs that the fleet needs wherever origins are validated. Computed anew at each call. */
  public get origins(): RouteOrigin[] {
    return routeOrigins(this);
  }

  /**
   * The site of a name.
   *
   * @throws Error if there is none
   */
  public site(name: string): Site {
    return this.sitesByName.get(name) ?? found(this.sites, name, 'site');
  }

  /**
   * The network of a name.
   *
   * @throws Error if there is none
   */
  public network(name: string): Network {
    return found(this.networks, name, 'network');
  }

  /**
   * The service of a name.
   *
   * @throws Error if there is none
   */
  public service(name: string): Service {
    return found(this.services, name, 'service');
  }

  /**
   * For every client network the order in which sites answer a service.
   *
   * @param options how many sites to name, and for which sites' clients. @default - all
   * @throws Error if there is no such service
   */
  public preferences(service: string, options?: PreferenceOptions): Preference[] {
    return preferencesOf(this, this.service(service), options);
  }

  /**
   * The path that each router with BGP selects to a service, of each family of its VIPs.
   *
   * @param announcing names of the sites that announce it. @default - all that serve it
   * @throws Error if there is no such service or site
   */
  public bestPaths(service: string, announcing?: readonly string[]): BestPath[] {
    const { siteNames } = this.service(service);
    for (const name of announcing ?? []) this.site(name);
    const silent = announcing ? siteNames.filter((name) => !announcing.includes(name)) : [];
    return this.predict({ withdrawn: silent.map((name) => `${name}/${service}`) }).bestPaths(service);
  }

  /**
   * What the fleet does while something is lost, withdrawn or drained.
   *
   * @param state @default - undisturbed
   * @throws Error if the fleet does not have what the state names
   */
  public predict(state?: FleetState): Prediction {
    return state ? new Prediction(this, state) : Prediction.undisturbed(this);
  }

  /**
   * The failover budget of a site.
   *
   * @param border dialect of its borders to compute for. @default - the one they have
   * @throws Error if there is no such site
   */
  public budget(site: string, border?: Dialect): FailoverBudget {
    return budgetOf(this.site(site), border);
  }

  /** The description: what `Fleet.from` takes to make an equal fleet. */
  public toJSON(): FleetDescription {
    return this.description;
  }
}

function found<T extends { readonly name: string }>(list: readonly T[], name: string, what: string): T {
  const entry = list.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`There is no ${what} '${name}'; there are: ${list.map((candidate) => candidate.name).join(', ')}`);
  return entry;
}
