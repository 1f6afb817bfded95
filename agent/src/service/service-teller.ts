import type { Phase, ServiceConfig } from 'anycast-mec/contract';
import type { OtherSites } from '../sites';
import type { MachineInput, Transition } from '../state';
import { blindEvent, causeOf, eventOf, outsideEvent } from '../telling/events';
import type { ServiceContext } from './service-context';
import type { VipMachine } from './vip-machine';

/** Where a VIP goes that failed; a person may take it away, too. */
const failed: ReadonlySet<Phase> = new Set(['DRAINING', 'DOWN', 'HELD']);

/** Tells of one service what happens: in the log, in Events of Kubernetes, and in counters. */
export class ServiceTeller {
  public constructor(
    private readonly service: ServiceConfig,
    private readonly context: ServiceContext,
  ) {
    this.begin('');
  }

  /** Shows a host's failures from the beginning, so that the first one is seen as an increase. @param host empty: the site */
  public begin(host: string): void {
    this.context.metrics.failures.inc({ service: this.service.key, host }, 0);
  }

  /** A VIP moved. @param doubtSince when the service began to look unwell, monotonic ms */
  public moved(machine: VipMachine, transition: Transition, input: MachineInput, doubtSince: number | undefined): void {
    const { metrics, log, tell, config } = this.context;
    const { from, to, before, after, reason } = transition;
    const { host } = machine.target;
    const service = this.service.key;
    const cause = causeOf(transition, input);
    metrics.transitions.inc({ service, host: host ?? '', from, to, cause });
    const isFall = before === 'announced' && after !== 'announced';
    if (isFall && failed.has(to)) metrics.failures.inc({ service, host: host ?? '' });
    if (isFall && doubtSince !== undefined)
      metrics.failover.observe({ service, phase: 'decide' }, (input.now - doubtSince) / 1000);
    const would = config.mode === 'shadow' && before !== after ? ' (shadow: nothing is changed)' : '';
    const route = before === after ? `stays ${after}` : `${before} -> ${after}`;
    log.info(
      { service, host, from, to, before, after, cause, reason },
      `${machine.name}: ${from} -> ${to}, route ${route}: ${reason}${would}`,
    );
    const event = eventOf(machine.name, transition, config.mode);
    if (event) tell(event);
  }

  /** Other sites see this one again, or do not see it any more. */
  public seenFromOutside({ outside, looks }: OtherSites): void {
    const event = outsideEvent(this.service.key, outside.now === 'seen', looks.all);
    this.context.log.info({ service: this.service.key, outside: outside.now }, event.note);
    this.context.tell(event);
  }

  /** An endpoint cannot be probed. */
  public blind(check: string, address: string, reason: string): void {
    const event = blindEvent(this.service.key, check, address, reason);
    this.context.log.error({ service: this.service.key, check, address, error: reason }, event.note);
    this.context.tell(event);
  }
}
