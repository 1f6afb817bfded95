import { milliseconds } from '../fleet/addresses/duration';
import type { HealthDescription } from '../fleet/description/service';
import { k8s } from './kubernetes';

/** Time that a workload may take to start before it is ever restarted, s. */
const longestStartSeconds = 120;

/** A health check whose port is known. */
type Health = HealthDescription & { readonly port: number };

/**
 * The kubelet's own checks of a container, which know whole seconds only; the failover agent does the fast ones.
 * A UDP service without an HTTP path has none: a TCP probe would find nobody.
 */
export function probes(health: Health, protocol: 'TCP' | 'UDP'): Pick<k8s.Container, 'readinessProbe' | 'livenessProbe'> {
  if (protocol === 'UDP' && health.http === undefined) return {};
  const port = k8s.IntOrString.fromNumber(health.port);
  const check = health.http === undefined ? { tcpSocket: { port } } : { httpGet: { path: health.http, port } };
  const timeoutSeconds = wholeSeconds(health.timeout ?? '300ms');
  return {
    readinessProbe: {
      ...check,
      periodSeconds: wholeSeconds(health.every ?? '100ms'),
      timeoutSeconds,
      failureThreshold: health.fall ?? 3,
    },
    // Restarting is the last resort: slower than every failover, and than every start. (A startup probe would hold readiness up by as
    // much as a second, which is a second more until a host serves again.)
    livenessProbe: {
      ...check,
      initialDelaySeconds: longestStartSeconds,
      periodSeconds: 10,
      timeoutSeconds: Math.max(timeoutSeconds, 2),
      failureThreshold: 3,
    },
  };
}

/** Rounded up: Kubernetes knows nothing below 1 s. */
function wholeSeconds(duration: string): number {
  return Math.max(1, Math.ceil(milliseconds(duration) / 1000));
}
