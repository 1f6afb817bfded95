import type { FailoverCase, Family, Fleet } from 'anycast-mec';
import type { FaultRequest } from '../model/fault-desk';
import type { RunningLab, SiteRuntime } from '../model/running-lab';

/** A client network that nobody answers in a family. */
export interface Unanswered {
  /** `site/network`. */
  readonly client: string;
  readonly family: Family;
}

/** A fault at a place, which is repeated `trials` times. */
export interface Cell {
  readonly name: string;
  readonly title: string;
  /** Client that asks, `site/network`. */
  readonly client: string;
  /** Service that it asks, at all its ports. @default - the lab's own */
  readonly service?: string;
  /** What is there during all trials, such as a site that is withdrawn so that the traffic crosses the backbone. */
  readonly setUp: readonly FaultRequest[];
  /** What happens, all at the same time. */
  readonly faults: readonly FaultRequest[];
  /** Site that answers before, and after the heal. */
  readonly first: string;
  /** Full name of the host that answers before, where only one host is hit. Found out when it runs. @default - any */
  readonly firstHost?: string;
  /** Who answers after the fault: another site, another host of the same site, the same again, or nobody until the heal. */
  readonly after: 'other-site' | 'other-host' | 'same' | 'nobody';
  /** The site that the Fleet predicts next; that of `first` where it stays there. */
  readonly next?: string;
  /** Case of the budget and the site that it is of. @default - the budget knows no such case */
  readonly budget?: {
    readonly site: string;
    readonly case: FailoverCase;
    /**
     * What comes before the case begins, and what nobody answers in: the failover agent's part, ms. The outage lasts until the case is over.
     *
     * @default - the fault is the case
     */
    readonly agentMs?: number;
  };
  /** Interval over which the moment of the fault is drawn at random, ms. */
  readonly phaseSpanMs: number;
  /** How long a fault is left in place where nothing moves, ms. @default - until the next site answers for good */
  readonly holdMs?: number;
  /** Whether 64 flows are sent as well, for ECMP. @default false */
  readonly flows?: boolean;
  /**
   * Every client network is asked before the fault is taken back; with those that nobody answers as the Fleet predicts.
   *
   * @default - they are not asked
   */
  readonly everybody?: { readonly unanswered: readonly Unanswered[] };
}

/** What an experiment reads of a lab. Without `sites` nothing runs yet, and no site has a failover agent. */
export type MeasuredLab = Pick<RunningLab, 'fleet'> & { readonly sites?: ReadonlyMap<string, Pick<SiteRuntime, 'agent'>> };

/** An experiment, one a file. */
export interface Experiment {
  readonly name: string;
  readonly title: string;
  /** What is asked, in a sentence. */
  readonly question: string;
  /** Whether it is about what only a cluster has: Kubernetes that starts pods again, the failover agent. @default false */
  readonly ofCluster?: boolean;
  /** `latency`: measures the steady state in place of trials. @default 'failover' */
  readonly kind?: 'failover' | 'latency';
  /**
   * The cells for this fleet.
   *
   * @throws Error if the fleet has no place where it can be done, with what it lacks
   */
  cells(lab: MeasuredLab): Cell[];
}

/** Order in which sites answer the lab's probe from a client network. @throws Error if there is no such client */
export function orderFrom(fleet: Fleet, service: string, client: string): string[] {
  const preference = fleet.preferences(service).find((entry) => `${entry.at}/${entry.client}` === client);
  if (!preference) throw new Error(`the fleet has no client network ${client}`);
  return preference.order.map((entry) => entry.site);
}
