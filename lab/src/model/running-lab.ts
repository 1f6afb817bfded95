import type { Fleet, FleetState, Site } from 'anycast-mec';
import type { AgentConfig, Route } from 'anycast-mec/contract';
import type { Expectation } from './expectation';
import type { FaultDesk } from './fault-desk';
import type { Level } from '../machine/level';
import type { LabNetwork } from '../network/lab-network';
import type { LabNode } from '../network/lab-node';
import type { RunningRouter } from '../routers/running-router';
import type { Maintenance } from '../services/maintenance';
import type { ServicePrograms } from '../services/programs';
import type { Progress } from './progress';
import type { Published } from './published';

/** A lab that runs: what faults, probes, measurements and commands work on. */
export interface RunningLab {
  /** Name by which the commands know it. */
  readonly name: string;
  /** The fleet as it runs here: with the lab's own service, without MPLS where the kernel has none. See {@link notes}. */
  readonly fleet: Fleet;
  readonly level: Level;
  /** Whether the lab runs failover agents. @default - the level has none, or nothing of the fleet was applied */
  readonly agent?: boolean;
  /** What was published of the fleet, for reports to compare with. */
  readonly published: Published;
  /** What the links' delay is made by; `none`: there is none. */
  readonly delay: 'netem' | 'delay-line' | 'none';
  readonly network: LabNetwork;
  /** By full name, such as `isp-x/pe-1`. */
  readonly routers: ReadonlyMap<string, RunningRouter>;
  /** By the site's name. */
  readonly sites: ReadonlyMap<string, SiteRuntime>;
  /** Client nodes by `site/network`, such as `mec-1/upf-1`. */
  readonly clients: ReadonlyMap<string, LabNode>;
  readonly faults: FaultDesk;
  /** What answers and asks where Node.js does not speak the protocol of a service. */
  readonly programs: ServicePrograms;
  /** What is otherwise than in production, for every table and picture. */
  readonly notes: readonly string[];
  /**
   * Everything that must hold in a state in which routers and hosts have power.
   *
   * @default - nothing is withdrawn or drained
   */
  expectations(state?: FleetState): Expectation[];
}

/** Takes something back; may be called once. */
export type Undo = () => Promise<void>;

/** Where in a site a fault happens. */
export interface SiteTarget {
  /** Full name of a host. @default - all hosts of the site */
  readonly host?: string;
  /** Name of a service. @default - all services of the site */
  readonly service?: string;
}

/** State of one host, for `status`. */
export interface HostStatus {
  /** Full name. */
  readonly host: string;
  readonly up: boolean;
  /** Process, pods or sessions in a word or two. */
  readonly detail: string;
}

/** State of a site, for `status`. */
export interface SiteStatus {
  readonly site: string;
  /** How each service is announced; `unknown` where nobody tells. */
  readonly services: Readonly<Record<string, Route | 'unknown'>>;
  readonly hosts: readonly HostStatus[];
  /** What else is to be known, such as versions that differ from what an image's name says. */
  readonly notes: readonly string[];
}

/** A site's API server, as the keeper reaches it. */
export interface SiteCluster {
  readonly address: string;
  readonly port: number;
  /** A kubeconfig of an administrator. @param server @default - as hosts and control plane of the site reach it */
  kubeconfig(server?: string): string;
}

/** A route label that was set or taken away. */
export interface RouteLabelChange {
  readonly service: string;
  /** Short name of the host whose label it is. @default - that of the whole site */
  readonly host?: string;
  /** The route that it asks for now. */
  readonly route: Route;
}

/** What runs at the hosts of a site: BIRD and a responder at level `routers`, a Kubernetes cluster above. */
export interface SiteRuntime {
  readonly site: Site;
  /** Starts everything in the nodes of the hosts, which exist and have their addresses. Returns when started, not when ready. */
  start(progress: Progress): Promise<void>;
  /** What must hold while nothing is broken, beyond what routers show. */
  expectations(): Expectation[];
  status(): Promise<SiteStatus>;
  /**
   * Drains or withdraws a service, or takes that back. What several ask of one announcement is taken back one by one.
   *
   * @param host full name: of this host's announcement alone. @default - all hosts
   * @throws Error if the site does not serve it, or the level cannot do it for one host
   */
  maintain(service: string, maintenance: Maintenance, on: boolean, host?: string): Promise<void>;
  /** The cluster of the site, where it is one. */
  cluster?(): SiteCluster;
  /** What its failover agent is told, with every default; undefined where it has none. Known once the site has started. */
  agent?(): AgentConfig | undefined;
  /**
   * Tells each change of a route label from now on, where the level has labels; the result ends it.
   *
   * @param unseen told when the watch fails, and why: what changes until it is there again is told late
   */
  watchRouteLabels?(tell: (change: RouteLabelChange) => void, unseen: (why: string) => void): () => void;
  /** Starts a host again that lost power. */
  bootHost(host: string): Promise<void>;
}
