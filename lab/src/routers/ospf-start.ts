import type { Fleet } from 'anycast-mec';
import { FrrRouter } from './frr';
import type { RunningRouter } from './running-router';

/** FRR's own intervals, s: what the generated files leave as they are. */
const own = { hello: 10, dead: 40 } as const;

/**
 * Interfaces of FRR routers that speak OSPF with another FRR router, by router.
 *
 * BIRD is left out: both ends must have the same hello interval, and its configuration is not changed.
 */
export function ospfInterfaces(fleet: Fleet): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { ends } of fleet.networks.flatMap(({ links }) => links)) {
    if (ends.some(({ router }) => router.dialect !== 'frr')) continue;
    for (const { router, interface: name } of ends) found.set(router.fullName, [...(found.get(router.fullName) ?? []), name]);
  }
  return found;
}

/**
 * Lines behind the generated configuration by which OSPF comes up in 2 s in place of 20: routers that start at the same time miss each
 * other's first hello and would send the next 10 s later, and a new LSA waits 5 s (MinLSInterval, RFC 2328 appendix B).
 * {@link settleOspf} takes them back before the lab is ready.
 */
export function fastOspf(interfaces: readonly string[]): ReadonlyMap<string, string> {
  const section = (lines: readonly string[]) => `${lines.join('\n')}\n`;
  return new Map([
    [
      'ospfd',
      section([
        ...interfaces.flatMap((name) => [
          `interface ${name}`,
          ` ip ospf dead-interval ${own.dead}`,
          ' ip ospf hello-interval 1',
          'exit',
        ]),
        ...['router ospf', ' timers throttle lsa all 0', ' timers lsa min-arrival 0', 'exit'],
      ]),
    ],
    [
      'ospf6d',
      section([
        ...interfaces.flatMap((name) => [
          `interface ${name}`,
          ` ipv6 ospf6 dead-interval ${own.dead}`,
          ' ipv6 ospf6 hello-interval 1',
          'exit',
        ]),
        ...['router ospf6', ' timers lsa min-arrival 0', 'exit'],
      ]),
    ],
  ]);
}

/** Takes back what {@link fastOspf} changed: the running configuration is the generated one afterwards, and after each later start. */
export async function settleOspf(fleet: Fleet, routers: ReadonlyMap<string, RunningRouter>): Promise<void> {
  const work = [...ospfInterfaces(fleet)].flatMap(([name, interfaces]) => {
    const router = routers.get(name);
    return router instanceof FrrRouter ? [settle(router, interfaces)] : [];
  });
  await Promise.all(work);
}

async function settle(router: FrrRouter, interfaces: readonly string[]): Promise<void> {
  router.additions = new Map();
  if (router.daemons.includes('ospfd')) {
    await router.configure('ospfd', [
      ...interfaces.flatMap((name) => [`interface ${name}`, 'no ip ospf hello-interval', 'no ip ospf dead-interval', 'exit']),
      ...['router ospf', 'no timers throttle lsa all', 'no timers lsa min-arrival', 'exit'],
    ]);
  }
  if (router.daemons.includes('ospf6d')) {
    await router.configure('ospf6d', [
      ...interfaces.flatMap((name) => [
        `interface ${name}`,
        `ipv6 ospf6 hello-interval ${own.hello}`,
        `ipv6 ospf6 dead-interval ${own.dead}`,
        'exit',
      ]),
      ...['router ospf6', 'no timers lsa min-arrival', 'exit'],
    ]);
  }
}
