import { siteFault } from './site-fault';

/** A pod is deleted, and the cluster makes another. */
export const podDelete = siteFault({
  name: 'pod-delete',
  summary: 'the pods of a service are deleted; the cluster makes new ones (level cluster)',
  endsBfd: false,
});
