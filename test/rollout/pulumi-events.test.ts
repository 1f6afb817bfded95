import type { EngineEvent } from '@pulumi/pulumi/automation';
import { interruption, losses, summary } from '../../lib/rollout/changes';
import { changesIn, errorsIn, explained } from '../../lib/rollout/engine/pulumi-events';

const step = (op: string, type: string, name: string, more: object = {}) =>
  ({
    resourcePreEvent: { metadata: { op, type, urn: `urn:pulumi:s::p::a$${type}::${name}`, diffs: ['spec'], ...more } },
  }) as EngineEvent;
const deployment = 'kubernetes:apps/v1:Deployment';

test('steps become changes; components, providers and the stack are none', () => {
  const found = changesIn([
    step('create', 'pulumi:pulumi:Stack', 's'),
    step('update', 'pulumi:providers:kubernetes', 'mec'),
    step('create', 'anycast-mec:index:AnycastService', 'mec/hello'),
    step('update', deployment, 'mec/hello/deployment', { new: { inputs: { spec: { replicas: 2 } } } }),
    step('same', deployment, 'mec/other/deployment'),
    step('create-replacement', deployment, 'mec/x'),
    step('replace', deployment, 'mec/x'),
    step('delete-replaced', deployment, 'mec/x'),
  ]);
  expect(found.unchanged).toBe(1);
  expect(found.changes).toEqual([
    { kind: 'update', type: deployment, name: 'mec/hello/deployment', differences: ['spec'], inputs: { spec: { replicas: 2 } } },
    { kind: 'replace', type: deployment, name: 'mec/x', differences: ['spec'] },
  ]);
  expect(summary(found)).toBe('1 to update, 1 to replace, 1 unchanged');
});

test('errors are told without marks of colour, each once, and without what only says that there were some', () => {
  const error = (message: string) => ({ diagnosticEvent: { severity: 'error', message } }) as EngineEvent;
  const events = [error('<{%reset%}>refused<{%reset%}>\n'), error('refused'), error('update failed')];
  const policyEvent = { enforcementLevel: 'mandatory', policyName: 'declared-vip', message: 'no' };
  expect(errorsIn([...events, { policyEvent } as EngineEvent])).toEqual(['refused', 'policy declared-vip: no']);
});

const change = (kind: string, type: string, inputs: object = {}) =>
  changesIn([step(kind, `kubernetes:${type}`, 'x', { new: { inputs } })]);
const vip = { spec: { type: 'LoadBalancer' } };

test.each([
  ['a new VIP', change('create', 'core/v1:Service', vip), undefined],
  ['a changed VIP', change('update', 'core/v1:Service', vip), 'update of x'],
  ['another Service', change('update', 'core/v1:Service', { spec: { type: 'ClusterIP' } }), undefined],
  ['a Deployment of one pod', change('update', 'apps/v1:Deployment', { spec: { replicas: 1 } }), 'update of x'],
  ['a Deployment of two', change('update', 'apps/v1:Deployment', { spec: { replicas: 2 } }), undefined],
  ['a Deployment that goes', change('delete', 'apps/v1:Deployment'), 'delete of x'],
  ['a peer', change('update', 'metallb.io/v1beta2:BGPPeer'), 'update of x'],
  ['a Role', change('update', 'rbac.authorization.k8s.io/v1:Role'), undefined],
])('%s interrupts what the site serves, or does not', (_, changes, expected) => {
  expect(interruption(changes)).toBe(expected);
});

test('what takes more with it than itself is told', () => {
  expect(losses(change('delete', 'core/v1:Namespace'))).toEqual(['delete of x (Namespace)']);
  expect(losses(change('delete', 'core/v1:ConfigMap'))).toEqual([]);
});

test('errors become one message, and what exists already leads to the aliases', () => {
  expect(explained(['a', 'Service x/y already exists'])).toMatch(
    /^a; Service x\/y already exists; nothing was deleted; remedy: .*aliases/,
  );
  expect(explained(['a', 'b'])).toBe('a; b');
  expect(explained([])).toBeUndefined();
});

test('only errors and mandatory policies are told, whole', () => {
  const said = (severity: string, message: string) => ({ diagnosticEvent: { severity, message } }) as EngineEvent;
  const policy = (enforcementLevel: string) =>
    ({ policyEvent: { enforcementLevel, policyName: 'p', message: '<{%fg 1%}>no<{%reset%}>' } }) as EngineEvent;
  expect(errorsIn([said('warning', 'a'), said('info', 'b'), policy('advisory'), {} as EngineEvent])).toEqual([]);
  expect(errorsIn([policy('mandatory')])).toEqual(['policy p: no']);
  const alike = ['preview failed', 'the update failed', 'update failed: refused', ' '];
  expect(errorsIn(alike.map((text) => said('error', text)))).toEqual(['the update failed', 'update failed: refused']);
});

test('what differs is told by its details where Pulumi gives no list', () => {
  const more = { diffs: undefined, detailedDiff: { 'spec.replicas': {}, 'metadata.labels': {} } };
  expect(changesIn([step('update', deployment, 'x', more)]).changes[0]?.differences).toEqual([
    'spec.replicas',
    'metadata.labels',
  ]);
  expect(changesIn([step('update', deployment, 'x', { diffs: [], detailedDiff: null })]).changes[0]?.differences).toEqual([]);
});

test('components are known by where their type begins, or by what Pulumi says of them', () => {
  const found = changesIn([
    step('create', 'cdk8s:index:Chart', 'a'),
    step('create', 'other:index:Thing', 'b', { new: { custom: false } }),
    step('create', 'not-anycast-mec:index:Thing', 'c', { new: { custom: true } }),
    step('import', deployment, 'd'),
    step('read', deployment, 'e'),
    {} as EngineEvent,
  ]);
  expect(found.changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['create c', 'create d']);
  expect(found.unchanged).toBe(0);
});
