import { applicationsOf, startedAgain } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { inCluster } from '../parts';
import { serviceTarget } from '../target';

/** A pod is deleted, and the cluster makes another. */
export const podDelete = fault({
  name: 'pod-delete',
  summary: 'the pods of a service are deleted; the cluster makes new ones (level cluster)',
  target: serviceTarget,
  endsBfd: false,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: {
    routers: undefined,
    cluster: inCluster(async (cluster, where) => {
      const find = () => applicationsOf(cluster, where);
      const victims = await find();
      return async () => {
        const paths = victims.map(({ pod }) => `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}`);
        await Promise.all(paths.map((path) => cluster.api.remove(path)));
        return () => startedAgain(find, victims);
      };
    }),
  },
});
