import { daemonKill } from '../daemon-kill';

/** The BGP daemon is killed: its TCP connections are closed by the kernel, so that neighbors notice at once. */
export const bgpDaemonKill = daemonKill('bgp-daemon-kill', 'the BGP daemon', { frr: 'bgpd', bird: 'bird' });
