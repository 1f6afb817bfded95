import { MetalLBLabelActuator } from '../../../agent/src/actuators/metallb-label';
import { ServiceObjects } from '../../../agent/src/actuators/service-objects';
import type { KubernetesApi } from 'anycast-mec/clients';
import { parseConfiguration } from 'anycast-mec/contract';
import { until } from '../equipment/until';

const input = { name: 'a', namespace: 'a', vips: ['203.0.113.1'], port: 80, protocol: 'TCP', health: { port: 80 } };
const [service] = parseConfiguration(JSON.stringify({ hosts: ['h1', 'h2'], services: [input] }), 'agent.json').services;

/** A Service without route labels, an API server that answers when it is told to, and the labels of every patch it got. */
function watched() {
  if (!service) throw new Error('no service');
  const patches: Readonly<Record<string, string>>[] = [];
  const answers: (() => void)[] = [];
  const services = new ServiceObjects();
  services.see(service, { metadata: { name: 'a', uid: 'u', resourceVersion: '1' }, spec: {} });
  const api = {
    patch: async (_path: string, { metadata }: { metadata: { labels: Record<string, string> } }) => {
      patches.push(metadata.labels);
      const resourceVersion = String(patches.length + 1);
      await new Promise<void>((answer) => answers.push(answer));
      return { metadata: { ...metadata, resourceVersion }, spec: {} };
    },
  } as unknown as KubernetesApi;
  const actuator = new MetalLBLabelActuator(api, services, { routeLabel: 'route', fieldManager: 'test' });
  /** Answers the oldest patch that waits, once there is one. */
  const answer = async () => {
    while (answers.length === 0) await new Promise((looked) => setImmediate(looked));
    answers.shift()?.();
  };
  return { actuator, patches, answer, of: (host?: string) => ({ service, ...(host !== undefined && { host }) }) };
}

describe('route labels of a Service', () => {
  test('that are wanted within the same moment are set by one patch', async () => {
    const { actuator, patches, answer, of } = watched();
    const first = actuator.withdraw(of('h1'));
    // Another callback of the same look at what has arrived.
    await Promise.resolve();
    const all = [first, actuator.drain(of('h2')), actuator.drain(of())];
    await answer();
    await Promise.all(all);
    expect(patches).toEqual([{ 'route.h1': 'withdrawn', 'route.h2': 'drain', route: 'drain' }]);
  });

  test('that are wanted later are set once the patch before them is answered, and keep what it set', async () => {
    const { actuator, patches, answer, of } = watched();
    const first = actuator.withdraw(of('h1'));
    await until('the first patch', () => patches.length === 1);
    const second = actuator.drain(of());
    // Far longer than what is decided in one moment is gathered.
    await new Promise((later) => setTimeout(later, 50));
    expect(patches).toEqual([{ 'route.h1': 'withdrawn' }]);
    await answer();
    await first;
    await answer();
    await second;
    expect(patches).toEqual([{ 'route.h1': 'withdrawn' }, { 'route.h1': 'withdrawn', route: 'drain' }]);
  });
});

describe('route labels that somebody else set', () => {
  test('are taken away when the VIP is announced: an apply alone gives up nothing that it does not own', async () => {
    if (!service) throw new Error('no service');
    const services = new ServiceObjects();
    const metadata = { name: 'a', uid: 'u', labels: { route: 'withdrawn', 'route.h1': 'drain', other: 'x' } };
    services.see(service, { metadata: { ...metadata, resourceVersion: '1' }, spec: {} });
    const patches: [string, unknown][] = [];
    const api = {
      patch: (_path: string, body: { metadata: { labels: Record<string, string | null> } }, kind: string) => {
        patches.push([kind, body.metadata.labels]);
        // The labels of the other manager stay after an apply, and go with a merge patch.
        const labels = kind === 'apply' ? metadata.labels : { other: 'x' };
        return Promise.resolve({ metadata: { ...metadata, labels, resourceVersion: String(patches.length + 1) }, spec: {} });
      },
    } as unknown as KubernetesApi;
    const actuator = new MetalLBLabelActuator(api, services, { routeLabel: 'route', fieldManager: 'test' });
    await actuator.announce({ service });
    await actuator.announce({ service, host: 'h1' });
    expect(patches).toContainEqual(['merge', expect.objectContaining({ route: null })]);
    expect(actuator.observe({ service })).toBe('announced');
    expect(JSON.stringify(patches)).not.toContain('other');
  });
});
