import type { ServiceConfig } from 'anycast-mec/contract';
import { late, ServiceMonitor } from '../health';
import type { Verdict } from '../state';
import type { ServiceContext } from './service-context';
import type { ServiceTeller } from './service-teller';

/** What is seen of a service: its probes, and the CPU rule where it is on. */
export class ServiceEvidence {
  public readonly monitor: ServiceMonitor;
  private doubtBegan: number | undefined;

  /** @param onChange something that is believed has changed */
  public constructor(
    service: ServiceConfig,
    private readonly context: ServiceContext,
    teller: ServiceTeller,
    onChange: () => void,
  ) {
    const { probeDuration, probeErrors } = context.metrics;
    this.monitor = new ServiceMonitor(service, context.scheduler, {
      onChange,
      onEvidence: (check, evidence) => {
        probeDuration.observe(evidence.tookMs / 1000, service.key, check, evidence.class);
        // Lateness of its own has a metric of its own.
        if (evidence.class === 'none' && evidence.reason !== late.reason) probeErrors.inc({ service: service.key, check });
      },
      onBlind: (check, address, reason) => teller.blind(check, address, reason),
    });
  }

  /** Since when the service is not healthy, monotonic ms, as of the last look; undefined: it is. */
  public get doubtSince(): number | undefined {
    return this.doubtBegan;
  }

  /** What the endpoints say together, and the CPU rule where it is on. */
  public verdict(): Verdict {
    const verdict = this.monitor.verdict();
    if (verdict.health !== 'healthy' || !this.context.cpuExceeded()) return verdict;
    return { health: 'failed', hard: false, successes: 0, reason: 'CPU above its limit' };
  }

  /** Takes a look, and notes when doubt began. */
  public look(now: number): Verdict {
    const verdict = this.verdict();
    this.doubtBegan = verdict.health === 'healthy' ? undefined : (this.doubtBegan ?? now);
    return verdict;
  }

  /** What the endpoints of each host say. */
  public hosts(): ReadonlyMap<string, Verdict> {
    return this.monitor.hostVerdicts();
  }
}
