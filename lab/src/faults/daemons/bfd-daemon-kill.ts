import { bfdDaemonPods, daemonsOf, speakerPods } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { inCluster, killInPods } from '../parts';
import { daemonTarget } from '../target';
import { daemonKilled } from './daemon-kill';

/** The BFD daemon is killed: the neighbor hears nothing more and takes the path for dead, though it is not. */
export const bfdDaemonKill = fault({
  name: 'bfd-daemon-kill',
  summary: 'the BFD daemon of a router or host is killed (in BIRD one daemon does all); nothing starts it again before heal',
  target: daemonTarget,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: daemonKilled({
    what: 'the BFD daemon',
    programs: { frr: 'bfdd', bird: 'bird' },
    ofHost: {
      // BIRD at a host is what announces for it: there is no daemon of BFD alone.
      routers: undefined,
      cluster: inCluster((cluster, where) => {
        const pods = cluster.site.metallb.mode === 'native' ? bfdDaemonPods : speakerPods;
        return killInPods(() => daemonsOf(cluster, where, pods, 'bfdd'));
      }),
    },
  }),
});
