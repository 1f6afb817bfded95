import { z } from 'zod';
import type { InjectedFault } from '../../model/fault-desk';
import { labCall } from '../call';
import type { RunningLab, SiteStatus } from '../../model/running-lab';

/** State of one router. */
export interface RouterStatus {
  readonly router: string;
  readonly dialect: string;
  readonly up: boolean;
  readonly sessions: { readonly established: number; readonly expected: number };
  readonly bfd: { readonly up: number; readonly expected: number };
  /** By service: AS path of the selected route to each VIP; null: none. */
  readonly paths: Readonly<Record<string, readonly number[] | null>>;
}

/** State of a lab. */
export interface LabStatus {
  readonly name: string;
  readonly fleet: string;
  readonly level: string;
  readonly delay: string;
  readonly notes: readonly string[];
  readonly routers: readonly RouterStatus[];
  readonly sites: readonly SiteStatus[];
  readonly faults: readonly InjectedFault[];
  /** What is otherwise than the fleet predicts without faults. */
  readonly differences: readonly string[];
}

/** The state of everything. */
export const status = labCall({
  name: 'status',
  input: z.strictObject({}),
  run: async (lab): Promise<LabStatus> => {
    const { sessions } = lab.fleet;
    const routers = [...lab.routers.values()].map(async (router): Promise<RouterStatus> => {
      const own = sessions.filter(({ ends }) => ends.some((end) => end.router === router.name));
      const withBfd = own.filter(({ bfd }) => bfd);
      const up = router.node.initPid !== undefined;
      const [open, alive] = up
        ? await Promise.all([states(() => router.sessions()), states(() => router.bfd())])
        : [new Map<string, string>(), new Map<string, string>()];
      const theirs = (ends: (typeof own)[number]['ends']) => (ends[0].router === router.name ? ends[1] : ends[0]).address;
      return {
        router: router.name,
        dialect: router.dialect,
        up,
        sessions: {
          established: own.filter(({ ends }) => open.get(theirs(ends)) === 'Established').length,
          expected: own.length,
        },
        bfd: { up: withBfd.filter(({ ends }) => alive.get(theirs(ends)) === 'up').length, expected: withBfd.length },
        paths: up ? await paths(lab, router.name) : {},
      };
    });
    const checks = lab.expectations().map((expectation) => expectation.check().catch((error: unknown) => [String(error)]));
    return {
      name: lab.name,
      fleet: lab.fleet.name,
      level: lab.level,
      delay: lab.delay,
      notes: lab.notes,
      routers: await Promise.all(routers),
      sites: await Promise.all([...lab.sites.values()].map((site) => site.status())),
      faults: lab.faults.active(),
      differences: (await Promise.all(checks)).flat(),
    };
  },
});

/** A daemon that does not answer has no sessions. */
async function states(read: () => Promise<Map<string, string>>): Promise<Map<string, string>> {
  return read().catch(() => new Map<string, string>());
}

async function paths(lab: RunningLab, name: string): Promise<Record<string, readonly number[] | null>> {
  const router = lab.routers.get(name);
  const entries = lab.fleet.services.flatMap((service) =>
    service.vips.map(async ({ address, family }) => {
      const best = await router?.bestPath(`${address}/${family === 6 ? 128 : 32}`).catch(() => undefined);
      return [service.vips.length > 1 ? `${service.name} (IPv${family})` : service.name, best?.asPath ?? null] as const;
    }),
  );
  return Object.fromEntries(await Promise.all(entries));
}
