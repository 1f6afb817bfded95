import { FrrRouter } from './frr';
import type { RunningRouter } from './running-router';

/** FRR's own hello interval, s: what the generated files leave as it is. */
const helloSeconds = 10;

/**
 * Lets every OSPF interface send its hello now. FRR sends the first when the interface comes up and the next 10 s later; routers that
 * are started at the same time miss each other's first. A change of the interval sends one at once, and changing it back another.
 * The configuration is the generated one afterwards.
 */
export async function startOspf(routers: Iterable<RunningRouter>): Promise<void> {
  const work = [...routers].flatMap((router) => {
    if (!(router instanceof FrrRouter)) return [];
    return [
      { router, daemon: 'ospfd', word: 'ip ospf' },
      { router, daemon: 'ospf6d', word: 'ipv6 ospf6' },
    ].filter(({ daemon }) => router.daemons.includes(daemon));
  });
  await Promise.all(
    work.map(async ({ router, daemon, word }) => {
      for (const name of router.ospfInterfaces()) {
        await router.configure(daemon, [
          `interface ${name}`,
          `${word} hello-interval ${helloSeconds - 1}`,
          `${word} hello-interval ${helloSeconds}`,
        ]);
      }
    }),
  );
}
