import { transportOf } from '../../fleet/derive/checks';
import { limiterCheck } from '../../fleet/derive/limiter-check';
import type { HealthDescription } from '../../fleet/description/health';
import type { HealthCheck } from '../../fleet/model';
import type { PolicyPort } from './network-policies';
import type { RegisteredHealth, RegisteredService } from './registered-service';
import type { ServicePlan } from './service-plan';

/** What the failover agent is told to ask the endpoints of the VIP: the pods, or the limiter in front of them. */
export function registeredChecks(
  plan: ServicePlan,
  limiter: { readonly port: number; readonly healthPort: number } | undefined,
): Pick<RegisteredService, 'port' | 'protocol' | 'health' | 'checks'> {
  const [first, ...others] = plan.checks;
  const [seen = plan.ports[0]] = first?.sees ?? [];
  const at = { port: seen?.port ?? 80, protocol: seen?.protocol ?? 'TCP' };
  if (limiter) {
    const own = plan.rateLimit && limiterCheck(plan.rateLimit);
    const health = throughLimiter(first?.health ?? {}, limiter.healthPort);
    return { ...at, health, ...(own && { checks: [{ ...own, port: limiter.port }] }) };
  }
  const health = first ? registered(first) : { port: at.port };
  const checks = others.map((check) => ({ name: check.name, ...registered(check) }));
  return { ...at, health, ...(checks.length > 0 && { checks }) };
}

function registered({ health, port }: HealthCheck): RegisteredHealth {
  return { ...health, port: port ?? 0 };
}

/**
 * The limiter forwards what is asked on its unmetered port. Without a path any page will do, and any answer: NGINX says 502 where the
 * workload does not answer, and by a connection alone it would be seen that NGINX does.
 */
function throughLimiter(health: HealthDescription, port: number): RegisteredHealth {
  return { ...health, port, ...(health.http === undefined && { http: '/', status: '200-499' }) };
}

/** Ports of the pods that are asked. */
export function checkedPorts({ checks }: ServicePlan): PolicyPort[] {
  return checks.flatMap(({ kind, port }) => (port === undefined ? [] : [{ port, protocol: transportOf(kind) }]));
}

/** Where a limiter forwards requests of clients, and where it asks for health. */
export function limitedPorts({ ports, checks }: ServicePlan): { readonly port: number; readonly healthPort: number } {
  const port = ports[0]?.targetPort ?? 80;
  const [first] = checks;
  return { port, healthPort: first?.kind === 'http' ? (first.port ?? port) : port };
}
