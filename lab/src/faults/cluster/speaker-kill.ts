import { siteFault } from './site-fault';

/** What announces for a host is killed. */
export const speakerKill = siteFault(
  'speaker-kill',
  "what announces for the hosts is killed: MetalLB's speaker, or BIRD at level routers",
  '<site | site/host>',
);
