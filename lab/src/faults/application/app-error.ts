import { podsOf } from '../../clusters/cluster-state';
import { signal } from '../../clusters/hosts/container-processes';
import { applicationsOf, inSameContainer, readyAgain } from '../../clusters/victims';
import { fault, unpredicted } from '../fault';
import { atEachHost, inCluster } from '../parts';
import { serviceTarget } from '../target';

/** The application answers with errors. */
export const appError = fault({
  name: 'app-error',
  summary: 'the application answers every request with 503',
  target: serviceTarget,
  endsBfd: false,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: {
    routers: atEachHost(({ application }, undo) => {
      undo(() => Promise.resolve(application.runs ? application.fail(false) : undefined));
      application.fail(true);
    }),
    // The sample application answers 503 from one SIGUSR1 to the next.
    cluster: inCluster(async (cluster, where) => {
      const victims = await applicationsOf(cluster, where);
      const tell = (told: typeof victims) =>
        signal(
          told.flatMap(({ pids }) => pids),
          'SIGUSR1',
        );
      return () => {
        tell(victims);
        return Promise.resolve(async () => {
          // A container that was started again since then does not fail any more.
          const now = await podsOf(cluster.api);
          tell(victims.filter(({ pod }) => inSameContainer(pod, now)));
          await readyAgain(cluster, victims);
        });
      };
    }),
  },
});
