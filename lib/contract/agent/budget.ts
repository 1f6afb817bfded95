import type { ProbeConfig, ServiceConfig } from './resolved';

/** What may happen to an application. */
export type FailureKind = 'killed' | 'port closed' | 'hung' | 'error answers' | 'slow answers';

/** Longest times from a failure until the label is patched, ms. */
export interface DetectionBudget {
  readonly service: string;
  readonly failures: readonly { readonly kind: FailureKind; readonly worstMs: number; readonly how: string }[];
}

/** Time of one connection attempt or answer inside a site, ms; with it the kernel's own work and a busy event loop. */
const answerMs = 10;
/** Time from the decision until the API server answered the PATCH, ms: measured 7 ms, see the guide of the agent. */
const patchMs = 10;

/** The detection budget of a service, from its timing alone: upper bounds on a machine that is not out of CPU. */
export function detectionBudget(service: Pick<ServiceConfig, 'key' | 'probe'>): DetectionBudget {
  const { probe } = service;
  const first = probe.everyMs * (1 + probe.jitter);
  const errors = first + answerMs + (probe.fall - 1) * probe.everyMs;
  // Probes do not wait for each other, so their deadlines overlap.
  const silent = first + (probe.fall - 1) * probe.everyMs + probe.timeoutMs;
  return {
    service: service.key,
    failures: [
      entry(
        'killed',
        probe.hold ? answerMs * probe.hardFall : refused(probe, first),
        probe.hold ? 'held connection closes, a probe confirms' : 'refused probes',
      ),
      entry(
        'port closed',
        refused(probe, first),
        `${probe.hardFall} refused probes, ${probe.confirmHard ? 'the second at once' : 'one each interval'}`,
      ),
      entry('hung', silent, `${probe.fall} probes without answer`),
      entry('error answers', errors, `${probe.fall} answers outside ${probe.status.join('-')}`),
      entry('slow answers', silent, `${probe.fall} answers later than ${probe.timeoutMs} ms`),
    ],
  };
}

function refused(probe: ProbeConfig, first: number): number {
  return first + (probe.confirmHard ? answerMs * probe.hardFall : answerMs + (probe.hardFall - 1) * probe.inDoubtMs);
}

function entry(kind: FailureKind, worstMs: number, how: string): DetectionBudget['failures'][number] {
  return { kind, worstMs: Math.ceil(worstMs + patchMs), how };
}
