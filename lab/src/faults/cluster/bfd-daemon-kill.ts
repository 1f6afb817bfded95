import { daemonKill } from '../daemon-kill';

/** The BFD daemon is killed: the neighbor hears nothing more and takes the path for dead, though it is not. */
export const bfdDaemonKill = daemonKill('bfd-daemon-kill', 'the BFD daemon', { frr: 'bfdd', bird: 'bird' });
