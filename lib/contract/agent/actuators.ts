import type { ServiceConfig } from './resolved';

/** Actuators that cannot announce a VIP with GRACEFUL_SHUTDOWN: what they drain stays announced as it is until it is withdrawn. */
const withoutDrain: ReadonlySet<ServiceConfig['actuator']> = new Set(['service-type']);

/** Whether clients leave a VIP of this service when it is drained. */
export function canDrain({ actuator }: Pick<ServiceConfig, 'actuator'>): boolean {
  return !withoutDrain.has(actuator);
}
