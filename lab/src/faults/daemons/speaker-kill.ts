import { daemonsOf, speakerPods } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { atEachHost, inCluster, killInPods } from '../parts';
import { placeTarget } from '../target';
import { killBird } from './daemon-kill';

/** What announces for a host is killed. */
export const speakerKill = fault({
  name: 'speaker-kill',
  summary: "what announces for the hosts is killed: MetalLB's speaker, or BIRD at level routers",
  target: placeTarget('site', 'site/host'),
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: {
    routers: atEachHost(killBird),
    cluster: inCluster((cluster, where) => killInPods(() => daemonsOf(cluster, where, speakerPods, 'speaker'))),
  },
});
