import { interfaceName } from '../../../lib/fleet/derive/interface-names';
import { objectsOf } from '../../../lib/fleet/derive/object-names';
import { intrusionOf, isBuiltIn } from '../../../lib/fleet/derive/namespaces';
import { checksOf } from '../../../lib/fleet/derive/checks';
import { portsOf } from '../../../lib/fleet/derive/ports';
import { hash } from '../../../lib/fleet/derive/plan';

test('a name of an interface is kept up to 15 characters, and made short beyond', () => {
  expect(interfaceName('a'.repeat(15))).toBe('a'.repeat(15));
  expect(interfaceName('a'.repeat(16))).toBe(`if-${hash('a'.repeat(16)).toString(16).padStart(8, '0')}`);
});

test.each([
  ['default', true],
  ['kube-system', true],
  ['kubernetes', false],
  ['apps', false],
])('the namespace %s is there from the beginning: %p', (namespace, builtIn) => {
  expect(isBuiltIn(namespace)).toBe(builtIn);
});

test.each<[string, string, boolean, string | undefined]>([
  ['kubernetes', 'default', false, 'The Service kubernetes in default is one of Kubernetes itself.'],
  ['kube-dns', 'kube-system', false, 'The Service kube-dns in kube-system is one of Kubernetes itself.'],
  ['web', 'kube-system', true, 'The namespace kube-system is that of Kubernetes.'],
  ['web', 'kube-system', false, undefined],
  ['web', 'default', true, undefined],
  ['kubernetes', 'apps', true, undefined],
])('the service %s in %s, with pods: %p, intrudes: %p', (name, namespace, makesPods, told) => {
  expect(intrusionOf({ name, namespace, makesPods })).toBe(told);
});

test('ports have a default for all that is not given', () => {
  const port = { name: 'service', port: 80, protocol: 'TCP', path: 'p' };
  expect(portsOf({}, 'p')).toEqual([{ ...port, targetPort: 80 }]);
  expect(portsOf({ workload: { image: 'i' } }, 'p')).toEqual([{ ...port, targetPort: 8080 }]);
  expect(portsOf({ workload: { image: 'i', port: 9 }, targetPort: 7 }, 'p')).toEqual([{ ...port, targetPort: 7 }]);
  expect(
    portsOf(
      {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 5, name: 'x', targetPort: 6 },
        ],
      },
      'p',
    ),
  ).toEqual([
    { name: 'udp-53', port: 53, protocol: 'UDP', targetPort: 53, path: 'p.ports[0]' },
    { name: 'x', port: 5, protocol: 'TCP', targetPort: 6, path: 'p.ports[1]' },
  ]);
});

test.each([
  [{}, ['Service web']],
  [{ workload: { image: 'i' } }, ['Service web', 'Deployment web']],
  [{ rateLimit: { perClient: '5r/s' } }, ['Service web', 'Service web-workload', 'Deployment web-limiter']],
  [
    { workload: { image: 'i' }, rateLimit: { perClient: '5r/s' } },
    ['Service web', 'Deployment web', 'Service web-workload', 'Deployment web-limiter'],
  ],
])('a service of %j makes %j', (given, objects) => {
  expect(objectsOf('web', { vip: '203.0.113.1', ...given }).map(({ kind, name }) => `${kind} ${name}`)).toEqual(objects);
});

test('every word of the timing of a service holds for its ports, and nothing that is asked', () => {
  const timing = { profile: 'fast', every: '100ms', timeout: '80ms', fall: 4, rise: 6 } as const;
  const ports = portsOf({ ports: [{ port: 80 }, { port: 81, health: { http: '/own', fall: 2 } }] }, 'p');
  const healths = (health: typeof timing & { http?: string }) => checksOf({ health }, ports, 'p').map((check) => check.health);
  expect(healths(timing)).toEqual([{ ...timing, http: '/own', fall: 2 }, timing]);
  for (const key of Object.keys(timing)) {
    const only = { [key]: timing[key as keyof typeof timing] } as unknown as typeof timing;
    expect(healths(only).at(-1)).toEqual(only);
  }
  expect(healths({ ...timing, http: '/whole' }).map(({ http }) => http)).toEqual(['/whole', '/own']);
});
