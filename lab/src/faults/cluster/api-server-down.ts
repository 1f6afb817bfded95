import { siteFault } from './site-fault';

/** The control plane of a site does not answer. */
export const apiServerDown = siteFault('api-server-down', 'the API server of a site is down (level cluster)', '<site>');
