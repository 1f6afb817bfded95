import { transportOf } from '../../fleet/derive/checks';
import { probeTiming } from '../../contract/agent/profiles';
import type { HealthCheck } from '../../fleet/model';
import { k8s } from '../objects/kubernetes';

/** Time that a workload may take to start before it is ever restarted, s. */
const longestStartSeconds = 120;

/**
 * The kubelet's own checks of a container, which know whole seconds only; the failover agent does the fast ones. Of several the kubelet
 * takes one. What it cannot ask (a port of UDP) is left to the agent: a probe of TCP would find nobody.
 */
export function probes(checks: readonly HealthCheck[]): Pick<k8s.Container, 'readinessProbe' | 'livenessProbe'> {
  const [first] = checks.flatMap((check) => {
    const action = check.port === undefined ? undefined : actionOf(check, check.port);
    return action ? [{ action, timing: probeTiming(check.health) }] : [];
  });
  if (!first) return {};
  const { action, timing } = first;
  const timeoutSeconds = wholeSeconds(timing.timeoutMs);
  return {
    readinessProbe: { ...action, periodSeconds: wholeSeconds(timing.everyMs), timeoutSeconds, failureThreshold: timing.fall },
    // Restarting is the last resort: slower than every failover, and than every start. (A startup probe would hold readiness up by as
    // much as a second, which is a second more until a host serves again.)
    livenessProbe: {
      ...action,
      initialDelaySeconds: longestStartSeconds,
      periodSeconds: 10,
      timeoutSeconds: Math.max(timeoutSeconds, 2),
      failureThreshold: 3,
    },
  };
}

/** A check as the kubelet can make it. It checks no certificate, and speaks no gRPC over TLS. */
function actionOf({ kind, health }: HealthCheck, number: number): k8s.Probe | undefined {
  const port = k8s.IntOrString.fromNumber(number);
  if (kind === 'http') return { httpGet: { path: health.http ?? '/', port, ...(health.tls && { scheme: 'HTTPS' }) } };
  if (kind === 'grpc' && !health.tls) {
    return { grpc: { port: number, ...(health.grpc?.service !== undefined && { service: health.grpc.service }) } };
  }
  return transportOf(kind) === 'TCP' ? { tcpSocket: { port } } : undefined;
}

/** Rounded up: Kubernetes knows nothing below 1 s. */
function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
