import { applicationsOf } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { atEachHost, inCluster, killInPods } from '../parts';
import { serviceTarget } from '../target';

/** The application ends at once. */
export const appKill = fault({
  name: 'app-kill',
  summary: 'the application is killed',
  target: serviceTarget,
  endsBfd: false,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: {
    routers: atEachHost(async ({ application, node }, undo) => {
      undo(async () => {
        if (!application.runs && node.initPid !== undefined) await application.start();
      });
      await application.kill();
    }),
    cluster: inCluster((cluster, where) => killInPods(() => applicationsOf(cluster, where))),
  },
});
