import { daemonsOf, speakerPods } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { atEachHost, inCluster, killInPods } from '../parts';
import { daemonTarget } from '../target';
import { daemonKilled, killBird } from './daemon-kill';

/** The BGP daemon is killed: its TCP connections are closed by the kernel, so that neighbors notice at once. */
export const bgpDaemonKill = fault({
  name: 'bgp-daemon-kill',
  summary: 'the BGP daemon of a router or host is killed (in BIRD one daemon does all); nothing starts it again before heal',
  target: daemonTarget,
  endsBfd: true,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: daemonKilled({
    what: 'the BGP daemon',
    programs: { frr: 'bgpd', bird: 'bird' },
    ofHost: {
      routers: atEachHost(killBird),
      cluster: inCluster((cluster, where) => {
        const program = cluster.site.metallb.mode === 'native' ? 'speaker' : 'bgpd';
        return killInPods(() => daemonsOf(cluster, where, speakerPods, program));
      }),
    },
  }),
});
