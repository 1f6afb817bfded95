import { ServiceTypeActuator } from '../../../agent/src/actuators/service-type';
import { ServiceObjects } from '../../../agent/src/actuators/service-objects';
import type { KubernetesApi } from 'anycast-mec/clients';
import { parseConfiguration } from 'anycast-mec/contract';

const input = {
  name: 'a',
  namespace: 'a',
  vips: ['203.0.113.1'],
  port: 80,
  protocol: 'TCP',
  actuator: 'service-type',
  health: { port: 80 },
};
const [service] = parseConfiguration(JSON.stringify({ hosts: ['h1'], services: [input] }), 'agent.json').services;

/** A Service of this type, and what is asked of the API server. */
function found(type: string | undefined) {
  if (!service) throw new Error('no service');
  const asked: unknown[] = [];
  const services = new ServiceObjects();
  const object = (kind: string, resourceVersion: string) => ({
    metadata: { name: 'a', uid: 'u', resourceVersion },
    spec: { type: kind },
  });
  if (type !== undefined) services.see(service, object(type, '1'));
  const api = {
    patch: (path: string, body: { spec: { type: string } }, kind: string) => {
      asked.push([path, body, kind]);
      return Promise.resolve(object(body.spec.type, String(asked.length + 1)));
    },
  } as unknown as KubernetesApi;
  return { actuator: new ServiceTypeActuator(api, services, 'test'), asked, target: { service } };
}

const patch = (type: string) => ['/api/v1/namespaces/a/services/a', { spec: { type } }, 'merge'];

describe('the way of the thesis, by the type of the Service', () => {
  test('withdraws by ClusterIP and announces by LoadBalancer, and sees that it did', async () => {
    const { actuator, asked, target } = found('LoadBalancer');
    expect(actuator.observe(target)).toBe('announced');
    await actuator.withdraw(target);
    expect(actuator.observe(target)).toBe('withdrawn');
    await actuator.announce(target);
    expect(actuator.observe(target)).toBe('announced');
    expect(asked).toEqual([patch('ClusterIP'), patch('LoadBalancer')]);
  });

  test('asks for nothing that is there', async () => {
    const { actuator, asked, target } = found('ClusterIP');
    await actuator.withdraw(target);
    expect(asked).toEqual([]);
  });

  test('cannot drain: an announced VIP stays announced, a withdrawn one is announced', async () => {
    const announced = found('LoadBalancer');
    await announced.actuator.drain(announced.target);
    expect(announced.asked).toEqual([]);
    const withdrawn = found('ClusterIP');
    await withdrawn.actuator.drain(withdrawn.target);
    expect(withdrawn.asked).toEqual([patch('LoadBalancer')]);
  });

  test('knows no routes of single hosts, and nothing of a Service that it does not see', () => {
    const { actuator, target } = found(undefined);
    expect([actuator.hasHostRoutes, actuator.observe(target)]).toEqual([false, undefined]);
  });
});
