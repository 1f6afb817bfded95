import type { Fleet, FleetState } from 'anycast-mec';
import type { RunningCluster } from '../clusters/running-cluster';
import type { SpeakerSite } from '../hosts/speaker-site';
import type { Level } from '../machine/level';
import type { FaultRequest } from '../model/fault-desk';
import type { RunningLab, Undo } from '../model/running-lab';

/** A fault, whole: one a file. What is not said of it does not compile. */
export interface FaultDefinition<Place> {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** What it can happen to. */
  readonly target: Target<Place>;
  /** Whether it takes something down that BFD watches. Where it does not, a BFD session that ends meanwhile makes a trial invalid. */
  readonly endsBfd: boolean;
  /** Whether it takes the power of its target, a node or a whole site: what watches there ends with it. */
  readonly takesPower: boolean;
  /**
   * What a trial of it is about: an outage, whose ends no late request may blur; or how many of many requests are lost, where a late one
   * counts like any other.
   */
  readonly about: 'outage' | 'losses';
  /** The state of the fleet while it lasts, for the prediction; undefined where the Fleet has none for it. */
  readonly predicts: (fleet: Fleet, target: string) => FleetState | undefined;
  readonly does: AtLevels<Place>;
}

/** What a fault does: the same at every level, or by level; undefined where it cannot be done. */
export type AtLevels<Place> =
  | { readonly everywhere: Act<Place, unknown> }
  | {
      /** Where BIRD and a responder stand for the hosts: levels `routers` and `mpls`. */
      readonly routers: Act<Place, SpeakerSite> | undefined;
      /** Where each site is a cluster. */
      readonly cluster: Act<Place, RunningCluster> | undefined;
    };

/** A kind of target: how it is written, and how it is found. */
export interface Target<Place> {
  /** As the help shows it, such as `<site | site/host>`. */
  readonly text: string;
  /** @throws UsageError with what there is, or what is allowed */
  find(lab: RunningLab, request: FaultRequest): Place;
}

/**
 * Prepares everything slow, and changes nothing.
 *
 * @param at the lab, and what runs the hosts of its sites, by the site's name
 * @returns what is done when the moment comes
 * @throws Error if this lab cannot do it
 */
export type Act<Place, Site> = (
  place: Place,
  at: { readonly lab: RunningLab; readonly sites: ReadonlyMap<string, Site> },
) => Prepared | Promise<Prepared>;

/** A fault, ready to happen. */
interface Prepared {
  /** What is going to be done, in words. @default - name and target of the fault */
  readonly detail?: string;
  /** Does it. */
  inject(injection: Injection): Promise<void>;
}

/** What a fault does. */
export interface Injection {
  /**
   * Remembers how to take back what is done next: called before it is done. On an error everything remembered is undone, the last
   * first.
   */
  undo(what: Undo): void;
}

/** What runs the hosts of all sites, by the site's name. */
export type Inside =
  { readonly speakers: ReadonlyMap<string, SpeakerSite> } | { readonly clusters: ReadonlyMap<string, RunningCluster> };

/** A fault as others see it. */
export interface Fault extends Omit<FaultDefinition<never>, 'target' | 'does'> {
  readonly target: Pick<Target<unknown>, 'text'>;
  /** Levels at which it can be done. */
  readonly levels: readonly Level[];
  /**
   * Looks up the target.
   *
   * @throws UsageError with what there is; Error if it cannot be done at the level of the lab
   */
  check(lab: RunningLab, request: FaultRequest): void;
  /** Looks up the target and prepares everything slow; changes nothing. @throws Error as {@link check}, and as {@link Act} */
  prepare(lab: RunningLab, inside: Inside, request: FaultRequest): Promise<Required<Prepared>>;
}

/** Makes a fault of what it is. */
export function fault<Place>({ target, does, ...definition }: FaultDefinition<Place>): Fault {
  const { name } = definition;
  const { routers, cluster } = 'everywhere' in does ? { routers: does.everywhere, cluster: does.everywhere } : does;
  const levels: Level[] = [...(routers ? (['routers', 'mpls'] as const) : []), ...(cluster ? (['cluster'] as const) : [])];
  const check = (lab: RunningLab, request: FaultRequest): Place => {
    const place = target.find(lab, request);
    if (levels.includes(lab.level)) return place;
    throw new Error(`${name} cannot be done at level ${lab.level}; it can at: ${levels.join(', ')}`);
  };
  return {
    ...definition,
    target,
    levels,
    check,
    prepare: async (lab, inside, request) => {
      const place = check(lab, request);
      const prepared =
        'speakers' in inside
          ? await routers?.(place, { lab, sites: inside.speakers })
          : await cluster?.(place, { lab, sites: inside.clusters });
      if (!prepared) throw new Error(`${name} cannot be done here`);
      return { detail: `${name} at ${request.target}`, ...prepared };
    },
  };
}

/** For a fault of which the Fleet predicts nothing. */
export function unpredicted(): undefined {
  return undefined;
}
