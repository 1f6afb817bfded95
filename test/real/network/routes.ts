import type { Family } from '../../../lib/fleet/addresses/address';

/** A route that a router learned or originated by BGP. */
export interface BgpRoute {
  readonly prefix: string;
  readonly best: boolean;
  /** Empty for what the router originates. */
  readonly asPath: readonly number[];
  readonly nextHop: string;
  readonly localPreference?: number;
}

/** A running router, whatever daemon it runs. */
export interface RunningRouter {
  /** `mec-1/border-1`. */
  readonly name: string;
  /** State of the sessions by the neighbor's address, such as `Established`. */
  sessions(): Promise<Map<string, string>>;
  /** State of the BFD sessions by the neighbor's address, in lower case. */
  bfd(): Promise<Map<string, string>>;
  /** The BGP table. */
  routes(family: Family): Promise<BgpRoute[]>;
}
