export { DaemonError } from './daemon-error';
export { DaemonSocket } from './daemon-socket';
export type { Ask, DaemonAnswer, DaemonProtocol } from './daemon-protocol';
export { FrrVty } from './frr-vty';
