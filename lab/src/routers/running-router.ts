import type { Dialect } from 'anycast-mec';
import type { LabNode } from '../network/lab-node';

/** Version of IP. */
export type Family = 4 | 6;

/** A route that a router learned or originated by BGP. */
export interface BgpRoute {
  readonly prefix: string;
  readonly best: boolean;
  /** Empty for what the router originates. */
  readonly asPath: readonly number[];
  readonly nextHop: string;
  readonly localPreference?: number;
}

/** A route of the kernel. */
export interface KernelRoute {
  readonly prefix: string;
  /** Who set it: `bgp`, `bird`, `ospf`, `static`, `kernel`. */
  readonly protocol: string;
  /** Where packets go; several with equal cost. Without `via` the destination is on the link. */
  readonly hops: readonly { readonly via?: string; readonly device: string }[];
  readonly metric?: number;
}

/** A neighbor of BGP, as a router sees it. */
export interface NeighborState {
  readonly isUp: boolean;
  /** Differs whenever the session was made anew in between. */
  readonly since: string;
  /** Routes of it that were taken. */
  readonly accepted: number;
}

/** A running router, whatever daemon it runs. */
export interface RunningRouter {
  /** `mec-1/border-1`. */
  readonly name: string;
  readonly node: LabNode;
  readonly dialect: Dialect;
  /** The daemons that run or should run, such as `zebra`, `bgpd`, `bfdd`; `bird`. */
  readonly daemons: readonly string[];
  /** Gives a command to the daemon that knows it; its output. @param daemon FRR's daemon. @default - bgpd */
  command(command: string, daemon?: string): Promise<string>;
  /** State of the sessions by the neighbor's address, such as `Established`. */
  sessions(): Promise<Map<string, string>>;
  /** The neighbors of BGP by their address. */
  neighbors(): Promise<ReadonlyMap<string, NeighborState>>;
  /** State of the BFD sessions by the neighbor's address, in lower case. */
  bfd(): Promise<Map<string, string>>;
  /** The BGP table. */
  routes(family: Family): Promise<BgpRoute[]>;
  /** The selected BGP route of a prefix. */
  bestPath(prefix: string): Promise<BgpRoute | undefined>;
  /** What the kernel forwards by for this prefix. */
  fib(prefix: string): Promise<KernelRoute[]>;
  /** Ends a daemon by SIGKILL; nothing starts it again. @throws Error if it does not run */
  killDaemon(daemon: string): Promise<void>;
  /** Starts a daemon again with the same configuration. */
  startDaemon(daemon: string): Promise<void>;
  /** Starts the node and all daemons, after a loss of power too. @throws Error with what a daemon refused */
  boot(): Promise<void>;
}
