import type { Service } from '../model/service';
import type { Site } from '../model/site';
import { limiterCheck } from './limiter-check';
import { once } from './once';

/** Most data of a ConfigMap, bytes (Kubernetes, `MaxSecretSize` in pkg/apis/core/types.go, which holds for ConfigMaps too). */
export const configMapLimitBytes = 1_048_576;

/** What an agent's configuration has beside hosts and services, bytes: rather too much. */
const frameBytes = 2048;
/** What a service may have there beside what is counted, bytes: names of a limiter, which are longer. */
const slackBytes = 32;
/** Labels of the pods of a workload. */
const podLabels = (name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': name,
  'app.kubernetes.io/component': 'server',
});

/**
 * What the services of a site take in the configuration of its failover agent, and the rest of it, bytes: an upper bound, which a test holds
 * against what is written. What a program adds (`settings`, other sites) is not in it.
 */
export function agentBytes({ services, hosts }: Site): number {
  const names = hosts.reduce((sum, { nodeName }) => sum + Buffer.byteLength(nodeName) + 10, 0);
  return services.reduce((sum, service) => sum + serviceBytes(service), frameBytes + names);
}

const serviceBytes = once(({ name, vips, checks, description }: Service): number => {
  const own = description.rateLimit && limiterCheck(description.rateLimit);
  const asked = [
    ...checks.map(({ name: check, port = 65535, health }) => ({ name: check, ...health, port })),
    ...(own ? [{ ...own, port: 65535 }] : []),
  ];
  const entry = {
    name,
    namespace: description.namespace ?? name,
    vips: vips.map(({ address }) => address),
    selector: description.selector ?? podLabels(name),
    port: 65535,
    protocol: 'TCP',
    timing: { hardDrain: '60ms' },
    health: asked[0],
    ...(asked.length > 1 && { checks: asked.slice(1) }),
  };
  // In its place, for the spaces before each line.
  return Buffer.byteLength(JSON.stringify({ services: [entry] }, undefined, 2)) + slackBytes;
});
