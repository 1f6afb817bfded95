import { siteFault } from './site-fault';

/** What announces for a host is killed. */
export const speakerKill = siteFault({
  name: 'speaker-kill',
  summary: "what announces for the hosts is killed: MetalLB's speaker, or BIRD at level routers",
  target: '<site | site/host>',
  endsBfd: true,
});
