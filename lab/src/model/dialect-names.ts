import type { Dialect } from 'anycast-mec';

/** What people call the routing daemons. */
export const dialectNames: Readonly<Record<Dialect, string>> = { frr: 'FRR', bird: 'BIRD' };
