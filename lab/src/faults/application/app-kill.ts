import { applicationsOf } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { atEachHost, inCluster, killInPods } from '../parts';
import { placeTarget } from '../target';

/** The application ends at once. */
export const appKill = fault({
  name: 'app-kill',
  summary: 'the application is killed',
  target: placeTarget('site', 'site/service', 'site/host', 'site/host/service'),
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
