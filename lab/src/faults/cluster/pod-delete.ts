import { siteFault } from './site-fault';

/** A pod is deleted, and the cluster makes another. */
export const podDelete = siteFault('pod-delete', 'the pods of a service are deleted; the cluster makes new ones (level cluster)');
