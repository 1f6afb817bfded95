import { signal } from '../../clusters/hosts/container-processes';
import { applicationsOf, readyAgain } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { atEachHost, inCluster } from '../parts';
import { serviceTarget } from '../target';

/** The application stands still and keeps its connections. */
export const appHang = fault({
  name: 'app-hang',
  summary: 'the application is stopped where it stands (SIGSTOP): connections stay, answers do not come',
  target: serviceTarget,
  endsBfd: false,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: {
    routers: atEachHost(({ application }, undo) => {
      undo(() => Promise.resolve(application.runs ? application.hang(false) : undefined));
      application.hang(true);
    }),
    cluster: inCluster(async (cluster, where) => {
      const victims = await applicationsOf(cluster, where);
      const pids = victims.flatMap((victim) => victim.pids);
      return () => {
        signal(pids, 'SIGSTOP');
        return Promise.resolve(async () => {
          signal(pids, 'SIGCONT');
          await readyAgain(cluster, victims);
        });
      };
    }),
  },
});
