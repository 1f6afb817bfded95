import { interfaceName } from '../../../lib/fleet/derive/interface-names';
import { intrusionOf, isBuiltIn } from '../../../lib/fleet/derive/namespaces';
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
