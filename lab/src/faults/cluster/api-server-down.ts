import { siteFault } from './site-fault';

/** The control plane of a site does not answer. */
export const apiServerDown = siteFault({
  name: 'api-server-down',
  summary: 'the API server of a site is down (level cluster)',
  target: '<site>',
  endsBfd: false,
});
