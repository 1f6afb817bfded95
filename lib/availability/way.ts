import type { Family } from '../fleet/addresses/address';
import type { CaseBudget, FailoverCase } from '../fleet/budget/budget';
import { budgetOf } from '../fleet/budget/budget';
import { hasVirtualGateway } from '../fleet/model';
import type { FleetModel, Service, Site } from '../fleet/model';
import { Prediction } from '../fleet/routing/prediction';
import type { FleetState } from '../fleet/routing/state';
import { applicationOutageMs } from './application';
import type { FailureId } from './failures';

/** A client network, the service that it asks for, and the site that answers it. */
export interface Asked {
  readonly service: Service;
  /** Name of the client network. */
  readonly client: string;
  /** Site that it hangs on. */
  readonly home: Site;
  /** Families in which it asks. */
  readonly families: readonly Family[];
  readonly answering: Site;
}

/** A kind of failure at a place on the way of a client network. */
export interface Exposure {
  readonly failure: FailureId;
  /** Name of the site. */
  readonly at: string;
  /** Longest outage until somebody else answers, ms; absent where nobody does. */
  readonly outageMs?: number;
}

/** A failure before it is known whether anybody takes over. */
interface Threat {
  readonly failure: FailureId;
  readonly at: Site;
  /** What may be lost of this kind, one after the other. */
  readonly states: readonly FleetState[];
  /** Longest outage, ms; undefined where the fleet knows no time after which somebody takes over. */
  readonly outageMs: number | undefined;
  /** Whether another site must answer then. @default false */
  readonly elsewhere?: boolean;
}

/** What may fail between client networks and the sites that answer them. States of the fleet are predicted once for all that ask. */
export class Ways {
  private readonly predictions = new Map<string, Prediction>();
  private readonly budgets = new Map<Site, readonly CaseBudget[]>();

  public constructor(private readonly fleet: FleetModel) {}

  /**
   * Every failure on the way of a client network for which a fleet has a budget: at the site that answers, and at the own one. What is lost
   * inside the networks between them is not looked at.
   */
  public exposures(asked: Asked): Exposure[] {
    const { answering, home } = asked;
    const threats = [
      ...this.ofService(asked),
      ...(home === answering ? this.ofGateway(asked) : [...this.ofOwnBorders(home), ...this.ofFarBorders(answering)]),
    ];
    return threats.map(({ failure, at, states, outageMs, elsewhere }) => {
      const goesOn = outageMs !== undefined && states.every((state) => this.isAnswered(asked, state, elsewhere ?? false));
      return { failure, at: at.name, ...(goesOn && { outageMs }) };
    });
  }

  /** What happens to the service, or the hosts, of the site that answers. */
  private ofService({ service, answering: at }: Asked): Threat[] {
    const here = `${at.name}/${service.name}`;
    const cases = this.cases(at);
    const application = (failure: 'application-killed' | 'application-hung'): Threat => ({
      ...{ failure, at, states: [{ withdrawn: [here] }], elsewhere: true },
      outageMs: applicationOutageMs(at, service, failure, cases),
    });
    const drainMs = this.outage(at, 'drain');
    return [
      ...(drainMs === undefined ? [] : [{ failure: 'drain', at, states: [{ drained: [here] }], outageMs: drainMs } as const]),
      { failure: 'withdraw', at, states: [{ withdrawn: [here] }], outageMs: this.outage(at, 'withdraw') },
      application('application-killed'),
      application('application-hung'),
      ...(at.hosts.length > 1
        ? [{ failure: 'host-loss', at, states: each(at.hosts), outageMs: this.outage(at, 'host-loss') } as const]
        : []),
      {
        failure: 'all-hosts-loss',
        at,
        states: [{ down: at.hosts.map(({ fullName }) => fullName) }],
        outageMs: this.outage(at, 'all-hosts-loss'),
      },
    ];
  }

  /** The border between clients and the site that they hang on, which answers them. */
  private ofGateway({ client, home: at }: Asked): Threat[] {
    if (!hasVirtualGateway(at)) return [{ failure: 'border-loss', at, states: each(at.borders), outageMs: undefined }];
    const network = at.clients.find(({ name }) => name === client);
    const cables = at.borders.flatMap(({ fullName, lanInterface }) =>
      [lanInterface, ...(network ? [network.interface] : [])].map((cable) => ({ down: [`${fullName}:${cable}`] })),
    );
    return [{ failure: 'gateway-loss', at, states: [...each(at.borders), ...cables], outageMs: this.outage(at, 'gateway-loss') }];
  }

  /** The borders of the site that clients hang on, where another site answers. */
  private ofOwnBorders(at: Site): Threat[] {
    return [
      { failure: 'border-loss', at, states: each(at.borders), outageMs: this.outage(at, 'border-loss') },
      { failure: 'uplink-loss', at, states: eachUplink(at), outageMs: this.outage(at, 'uplink-loss') },
    ];
  }

  /** The borders of a site that answers clients of another: the PE finds the loss of border and uplink alike. */
  private ofFarBorders(at: Site): Threat[] {
    const outageMs = this.outage(at, 'border-loss');
    return [
      { failure: 'border-loss', at, states: each(at.borders), outageMs },
      { failure: 'uplink-loss', at, states: eachUplink(at), outageMs },
    ];
  }

  private outage(site: Site, wanted: FailoverCase): number | undefined {
    return this.cases(site).find((entry) => entry.case === wanted)?.outageMs;
  }

  private cases(site: Site): readonly CaseBudget[] {
    const cases = this.budgets.get(site) ?? budgetOf(site).cases;
    this.budgets.set(site, cases);
    return cases;
  }

  /** Whether every request is answered in a state, in all families. */
  private isAnswered({ service, client, home, families, answering }: Asked, state: FleetState, elsewhere: boolean): boolean {
    const key = JSON.stringify(state);
    const prediction = this.predictions.get(key) ?? new Prediction(this.fleet, state);
    this.predictions.set(key, prediction);
    const answers = prediction.answers(service.name, new Set([home.name])).filter((answer) => answer.client === client);
    return families.every((family) => {
      const answer = answers.find((entry) => entry.family === family);
      if (!answer || answer.lost.length > 0 || answer.sites.length === 0) return false;
      return !elsewhere || !answer.sites.includes(answering.name);
    });
  }
}

/** Each router or host by itself. */
function each(nodes: readonly { readonly fullName: string }[]): FleetState[] {
  return nodes.map(({ fullName }) => ({ down: [fullName] }));
}

/** Each uplink by itself. */
function eachUplink({ uplinks }: Site): FleetState[] {
  return uplinks.map(({ border, borderInterface }) => ({ down: [`${border.fullName}:${borderInterface}`] }));
}
