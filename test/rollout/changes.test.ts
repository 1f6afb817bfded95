import { interruption, losses, summary } from '../../lib/rollout/changes';
import type { ChangeKind, ResourceChange } from '../../lib/rollout/engine/site-engine';

const of = (kind: ChangeKind, type: string, spec?: object): { changes: ResourceChange[]; unchanged: number } => ({
  changes: [{ kind, type, name: 'x', differences: [], ...(spec && { inputs: { spec } }) }],
  unchanged: 0,
});
const kubernetes = (type: string) => `kubernetes:${type}`;
const interrupting = [
  ...['metallb.io/v1beta2:BGPPeer', 'metallb.io/v1beta1:BFDProfile', 'metallb.io/v1beta1:IPAddressPool'],
  ...['metallb.io/v1beta1:BGPAdvertisement', 'core/v1:Namespace', 'apiextensions.k8s.io/v1:CustomResourceDefinition'],
].map(kubernetes);
const serving = ['apps/v1:Deployment', 'apps/v1:DaemonSet', 'apps/v1:StatefulSet', 'core/v1:Service'].map(kubernetes);
const harmless = ['core/v1:ConfigMap', 'rbac.authorization.k8s.io/v1:Role', 'core/v1:ServiceAccount'].map(kubernetes);

describe('a change interrupts', () => {
  test.each(interrupting)('whatever is done to a %s, but not when it is new', (type) => {
    const done = (['create', 'update', 'replace', 'delete', 'same'] as const).map((kind) => interruption(of(kind, type)));
    expect(done).toEqual([undefined, 'update of x', 'replace of x', 'delete of x', undefined]);
  });

  test.each(serving)('when a %s goes or is made anew', (type) => {
    const two = { replicas: 2 };
    const done = (['update', 'replace', 'delete'] as const).map((kind) => interruption(of(kind, type, two)));
    expect(done).toEqual([undefined, 'replace of x', 'delete of x']);
  });

  test.each(harmless)('never by a %s', (type) => {
    const done = (['create', 'update', 'replace', 'delete'] as const).map((kind) => interruption(of(kind, type)));
    expect(done).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each([
    ['a Deployment that says nothing of its pods has one', of('update', kubernetes('apps/v1:Deployment')), 'update of x'],
    ['a StatefulSet rolls', of('update', kubernetes('apps/v1:StatefulSet'), { replicas: 1 }), undefined],
    ['what is not of a cluster serves nothing', of('delete', 'command:local:Deployment'), undefined],
    [
      'a VIP of another kind of object is none',
      of('update', kubernetes('example.org/v1:Service'), { type: 'LoadBalancer' }),
      undefined,
    ],
    ['a Service without a description', of('update', kubernetes('core/v1:Service')), undefined],
  ])('%s', (_, changes, expected) => expect(interruption(changes)).toBe(expected));

  test('by its second part, too', () => {
    const [calm, loud] = [of('update', harmless[0] ?? ''), of('update', interrupting[0] ?? '')];
    expect(interruption({ changes: [...calm.changes, ...loud.changes], unchanged: 0 })).toBe('update of x');
  });
});

describe('a loss', () => {
  test.each([
    ['core/v1:Namespace', 'x (Namespace)'],
    ['apiextensions.k8s.io/v1:CustomResourceDefinition', 'x (CustomResourceDefinition)'],
    ['core/v1:Service', 'x (Service)'],
  ])('is told where a %s is deleted or replaced, not where it is changed or made', (type, told) => {
    const done = (['create', 'update', 'replace', 'delete'] as const).map((kind) => losses(of(kind, kubernetes(type))));
    expect(done).toEqual([[], [], [`replace of ${told}`], [`delete of ${told}`]]);
  });

  test.each(['core/v1:ConfigMap', 'apps/v1:Deployment'])('is not that of a %s, which comes back', (type) => {
    expect(losses(of('delete', kubernetes(type)))).toEqual([]);
  });
});

test('a summary counts each kind, in the order of an object’s life', () => {
  const changes = (['delete', 'update', 'create', 'replace', 'update'] as const).flatMap((kind) => of(kind, 'a').changes);
  expect(summary({ changes, unchanged: 30 })).toBe('1 to create, 2 to update, 1 to replace, 1 to delete, 30 unchanged');
  expect(summary({ changes: [], unchanged: 0 })).toBe('0 unchanged');
});
