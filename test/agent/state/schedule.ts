import fc from 'fast-check';
import type { Guards } from '../../../agent/src/guards';
import { guards as ours } from '../../../agent/src/guards';
import { actionsPerMinute, policy, share, SimulatedSite, tickMs } from './simulated-site';
import type { AppHealth } from './simulated-site';

/** Something that happens at one site. */
type Happening =
  | { what: 'app'; app: AppHealth }
  | { what: 'restart' | 'shared' | 'blind' | 'api' | 'cut' }
  | { what: 'maintenance'; wanted: 'drain' | 'withdrawn' | undefined };

/** A random fault schedule. */
export interface Schedule {
  readonly sites: number;
  readonly events: readonly { at: number; site: number; happening: Happening; all: boolean }[];
  readonly patchMs: number;
  readonly lookMs: number;
  readonly hardDrainMs: number;
  readonly random: readonly number[];
}

/** Simulated time of one schedule, ticks. */
const ticks = 300;

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('app' as const),
      app: fc.constantFrom<AppHealth>('well', 'well', 'dead', 'hung', 'overloaded', 'dead under load'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('restart', 'shared', 'blind', 'api', 'cut' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('maintenance' as const), wanted: fc.constantFrom('drain', 'withdrawn', undefined) }),
  },
);

/** Random fault schedules of two to four sites. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  sites: fc.integer({ min: 2, max: 4 }),
  events: fc.array(
    fc.record({
      at: fc.integer({ min: 3, max: ticks - 50 }),
      site: fc.integer({ min: 0, max: 3 }),
      happening,
      all: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  patchMs: fc.constantFrom(0, 100, 200),
  lookMs: fc.constantFrom(100, 200, 600),
  hardDrainMs: fc.constantFrom(0, 60, 200),
  random: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 7, maxLength: 13 }),
});

/** Runs a schedule; every broken invariant as a sentence. */
export function violations(schedule: Schedule, guards: Guards = ours): string[] {
  const sites = Array.from(
    { length: schedule.sites },
    (_, index) => new SimulatedSite(`site-${index + 1}`, guards, schedule.patchMs, schedule.lookMs, schedule.hardDrainMs),
  );
  const found: string[] = [];
  for (let tick = 0; tick < ticks; tick += 1) {
    const now = tick * tickMs;
    for (const event of schedule.events) {
      if (event.at !== tick) continue;
      const meant = event.all ? sites : sites.filter((_, index) => index === event.site % sites.length);
      for (const site of meant) apply(site, event.happening, now);
    }
    sites.forEach((site, index) => {
      const random = schedule.random[(tick + index * 5) % schedule.random.length] ?? 0;
      site.tick(
        now,
        sites.filter((other) => other !== site),
        random,
      );
    });
    const away = sites.filter((site) => site.actual === 'withdrawn').length;
    if (away === sites.length) found.push(`${now}: no site announces`);
    if (away > sites.length * share + 1e-9) found.push(`${now}: ${away} of ${sites.length} sites are away`);
  }
  return [...found, ...sites.flatMap((site) => siteViolations(site))];
}

function apply(site: SimulatedSite, happening: Happening, now: number): void {
  switch (happening.what) {
    case 'app':
      site.app = happening.app;
      break;
    case 'restart':
      site.restart(now);
      break;
    case 'shared':
      site.sharedFails = !site.sharedFails;
      break;
    case 'blind':
      site.blind = !site.blind;
      break;
    case 'api':
      site.apiDown = !site.apiDown;
      break;
    case 'cut':
      site.cut = !site.cut;
      break;
    case 'maintenance':
      site.maintenance = happening.wanted;
  }
}

/** The invariants of one machine. */
function siteViolations({ name, transitions, withdrawals }: SimulatedSite): string[] {
  const found: string[] = [];
  let leftAnnounced = -Infinity;
  let leftByPerson = false;
  let withdrawnAt = -Infinity;
  for (const move of transitions) {
    const at = `${name} ${move.at}: ${move.from}/${move.before} -> ${move.to}/${move.after} (${move.reason})`;
    if (move.reason === '') found.push(`${at}: without a reason`);
    if (move.from === 'INIT' && move.before !== move.after && /found|started/.test(move.reason))
      found.push(`${at}: a restart changes the route`);
    const changes = move.before !== move.after;
    if (changes && move.frozen && !move.asked && move.from !== 'MAINTENANCE') found.push(`${at}: moves without evidence`);
    if (changes && move.overloadedSoft && move.after === 'withdrawn' && !move.asked)
      found.push(`${at}: withdraws under overload`);
    if (move.before === 'withdrawn' && move.after !== 'withdrawn' && move.at - withdrawnAt < policy.holdDownMs)
      found.push(`${at}: back before the hold-down`);
    if (move.before === 'withdrawn' && move.after === 'announced') found.push(`${at}: announced without probation`);
    if (move.after === 'announced' && changes && !leftByPerson && move.at - leftAnnounced < policy.holdDownMs)
      found.push(`${at}: oscillates`);
    if (move.before === 'announced' && changes) {
      leftAnnounced = move.at;
      leftByPerson = move.asked;
    }
    if (move.after === 'withdrawn' && changes) withdrawnAt = move.at;
  }
  for (const at of withdrawals) {
    const count = withdrawals.filter((other) => other <= at && at - other < 60_000).length;
    if (count > actionsPerMinute) found.push(`${name} ${at}: ${count} withdrawals in a minute`);
  }
  return found;
}
