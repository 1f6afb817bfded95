import { canDrain } from './actuators';
import type { ProbeConfig, ServiceConfig } from './resolved';

/** What may happen to an application. */
export type FailureKind = 'killed' | 'port closed' | 'hung' | 'error answers' | 'slow answers';

/** Longest time from a failure until it is acted on, ms, and what sees it. */
interface WorstCase {
  readonly kind: FailureKind;
  readonly worstMs: number;
  readonly how: string;
}

/** Longest times from a failure until the label is patched, ms. */
export interface DetectionBudget {
  readonly service: string;
  readonly failures: readonly WorstCase[];
}

/** Failures that leave no doubt: the agent withdraws without a drain of {@link ServiceConfig.timing}. */
const hard: ReadonlySet<FailureKind> = new Set(['killed', 'port closed']);

/** Time of one connection attempt or answer inside a site, ms; with it the kernel's own work and a busy event loop. */
const answerMs = 10;
/** Time from the decision until the API server answered the PATCH, ms: measured 7 ms, see the guide of the agent. */
const patchMs = 10;

/**
 * The detection budget of a service, from its timing alone: upper bounds on a machine that is not out of CPU. Of several local checks the
 * slowest counts. An actuator that cannot drain acts on what is not hard when the drain is over. How long a guard holds is not in it.
 */
export function detectionBudget(
  service: Pick<ServiceConfig, 'key' | 'probe' | 'checks' | 'actuator' | 'timing'>,
): DetectionBudget {
  const local = service.checks.filter(({ scope }) => scope === 'local').map(({ probe }) => seenBy(probe));
  const drainMs = canDrain(service) ? 0 : service.timing.drainMs;
  const failures = seenBy(service.probe).map((first, index) => {
    const { kind, worstMs, how } = local.reduce((slowest, { [index]: seen }) => later(slowest, seen), first);
    return { kind, worstMs: Math.ceil(worstMs + (hard.has(kind) ? 0 : drainMs) + patchMs), how };
  });
  return { service: service.key, failures };
}

function later(one: WorstCase, other: WorstCase | undefined): WorstCase {
  return other && other.worstMs > one.worstMs ? other : one;
}

/** When a probe has seen each kind of failure; always the same kinds in the same order. */
function seenBy(probe: ProbeConfig): readonly WorstCase[] {
  const first = probe.everyMs * (1 + probe.jitter);
  const errors = first + answerMs + (probe.fall - 1) * probe.everyMs;
  // Probes do not wait for each other, so their deadlines overlap.
  const silent = first + (probe.fall - 1) * probe.everyMs + probe.timeoutMs;
  return [
    {
      kind: 'killed',
      worstMs: probe.hold ? answerMs * probe.hardFall : refused(probe, first),
      how: probe.hold ? 'held connection closes, a probe confirms' : 'refused probes',
    },
    {
      kind: 'port closed',
      worstMs: refused(probe, first),
      how: `${probe.hardFall} refused probes, ${probe.confirmHard ? 'the second at once' : 'one each interval'}`,
    },
    { kind: 'hung', worstMs: silent, how: `${probe.fall} probes without answer` },
    { kind: 'error answers', worstMs: errors, how: `${probe.fall} answers outside ${probe.status.join('-')}` },
    { kind: 'slow answers', worstMs: silent, how: `${probe.fall} answers later than ${probe.timeoutMs} ms` },
  ];
}

function refused(probe: ProbeConfig, first: number): number {
  return first + (probe.confirmHard ? answerMs * probe.hardFall : answerMs + (probe.hardFall - 1) * probe.inDoubtMs);
}
