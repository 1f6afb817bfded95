import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { inOrder } from '../../../lib/pulumi/bridge/order';
import { serialized } from '../../../lib/pulumi/bridge/serialize';

const object = (scope: Construct, kind: string, name: string, more: object = {}, apiVersion = 'v1') =>
  new ApiObject(scope, `${kind}-${name}`, { apiVersion, kind, metadata: { name, namespace: 'n' }, ...more });

function orderOf(make: (chart: Chart) => void): { order: string[]; after: Record<string, string[]> } {
  const chart = new Chart(new App(), 'chart');
  make(chart);
  const tree = serialized(chart);
  if (!('objects' in tree)) throw new Error(tree.problems.join('\n'));
  const ordered = inOrder(chart, tree.objects);
  const id = (entry: { construct: ApiObject }) => entry.construct.node.id;
  return {
    order: ordered.map(id),
    after: Object.fromEntries(ordered.map((entry) => [id(entry), entry.after.map(id).sort()])),
  };
}

const definition = (chart: Construct) => {
  const spec = { group: 'x.example', names: { kind: 'X' }, scope: 'Namespaced' };
  return object(chart, 'CustomResourceDefinition', 'xs', { spec }, 'apiextensions.k8s.io/v1');
};

test('namespaces come first, then definitions, then everything else as it stands in the tree', () => {
  const { order } = orderOf((chart) => {
    object(chart, 'ConfigMap', 'b');
    object(chart, 'ConfigMap', 'a');
    definition(chart);
    object(chart, 'Namespace', 'n');
  });
  expect(order).toEqual(['Namespace-n', 'CustomResourceDefinition-xs', 'ConfigMap-b', 'ConfigMap-a']);
});

test('an object comes after its namespace and the definition of its kind, and after no other', () => {
  const { after } = orderOf((chart) => {
    object(chart, 'X', 'x', {}, 'x.example/v1');
    object(chart, 'Y', 'y', {}, 'x.example/v1');
    definition(chart);
    object(chart, 'Namespace', 'n');
    object(chart, 'Namespace', 'm');
  });
  expect(after['X-x']).toEqual(['CustomResourceDefinition-xs', 'Namespace-n']);
  expect(after['Y-y']).toEqual(['Namespace-n']);
});

test('what a webhook judges comes after the program behind it; its program and others do not', () => {
  const { after } = orderOf((chart) => {
    object(chart, 'X', 'x', {}, 'x.example/v1');
    object(chart, 'Z', 'z', {}, 'z.example/v1');
    const template = { metadata: { labels: { app: 'judge', more: 'yes' } } };
    object(chart, 'Deployment', 'judge', { spec: { template } }, 'apps/v1');
    object(chart, 'Deployment', 'other', { spec: { template: { metadata: { labels: { app: 'other' } } } } }, 'apps/v1');
    object(chart, 'Service', 'judge', { spec: { selector: { app: 'judge' } } });
    const webhooks = [{ clientConfig: { service: { name: 'judge', namespace: 'n' } }, rules: [{ apiGroups: ['x.example'] }] }];
    object(chart, 'ValidatingWebhookConfiguration', 'w', { webhooks }, 'admissionregistration.k8s.io/v1');
  });
  expect(after['X-x']).toEqual(['Deployment-judge', 'Service-judge']);
  expect(after['Z-z']).toEqual([]);
  expect(after['Deployment-judge']).toEqual([]);
});

test('pods come after what they mount and run as, bindings after role and account', () => {
  const { after } = orderOf((chart) => {
    const spec = {
      serviceAccountName: 'sa',
      volumes: [{ configMap: { name: 'config' } }, { secret: { secretName: 'secret' } }, { emptyDir: {} }],
      containers: [{ envFrom: [{ configMapRef: { name: 'env' } }], env: [{ valueFrom: { secretKeyRef: { name: 'key' } } }] }],
    };
    object(chart, 'Deployment', 'd', { spec: { template: { spec } } }, 'apps/v1');
    const [roleRef, subjects] = [{ kind: 'Role', name: 'r' }, [{ kind: 'ServiceAccount', name: 'sa', namespace: 'n' }]];
    object(chart, 'RoleBinding', 'b', { roleRef, subjects }, 'rbac.authorization.k8s.io/v1');
    object(chart, 'Role', 'r', {}, 'rbac.authorization.k8s.io/v1');
    for (const name of ['config', 'env', 'unused']) object(chart, 'ConfigMap', name);
    for (const name of ['secret', 'key']) object(chart, 'Secret', name);
    object(chart, 'ServiceAccount', 'sa');
  });
  expect(after['Deployment-d']).toEqual([
    'ConfigMap-config',
    'ConfigMap-env',
    'Secret-key',
    'Secret-secret',
    'ServiceAccount-sa',
  ]);
  expect(after['RoleBinding-b']).toEqual(['Role-r', 'ServiceAccount-sa']);
});

test("the program's dependencies count for everything below both constructs", () => {
  const { after } = orderOf((chart) => {
    const [first, second] = [new Construct(chart, 'first'), new Construct(chart, 'second')];
    object(first, 'ConfigMap', 'a');
    object(first, 'ConfigMap', 'b');
    object(second, 'ConfigMap', 'c');
    first.node.addDependency(second);
  });
  expect(after).toMatchObject({ 'ConfigMap-a': ['ConfigMap-c'], 'ConfigMap-b': ['ConfigMap-c'], 'ConfigMap-c': [] });
});

test('groups that follow each other are ordered however many ways lead through them', () => {
  // Each of ten groups of ten waits for all of the one before: 10^10 ways, which cdk8s would go one by one.
  const groups = Array.from({ length: 10 }, (_, index) => index);
  const { order, after } = orderOf((chart) => {
    const made = groups.map((group) => {
      const scope = new Construct(chart, `group-${group}`);
      for (const each of groups) object(scope, 'ConfigMap', `${group}-${each}`);
      return scope;
    });
    for (const [index, group] of made.entries()) if (index > 0) made[index - 1]?.node.addDependency(group);
  });
  expect(order[0]).toBe('ConfigMap-9-0');
  expect(order.at(-1)).toBe('ConfigMap-0-9');
  expect(after['ConfigMap-0-0']).toEqual(groups.map((each) => `ConfigMap-1-${each}`));
});

test('a construct may depend on a part of itself', () => {
  const { after } = orderOf((chart) => {
    const a = object(chart, 'ConfigMap', 'a');
    object(chart, 'ConfigMap', 'b');
    chart.node.addDependency(a);
  });
  expect(after).toEqual({ 'ConfigMap-a': [], 'ConfigMap-b': ['ConfigMap-a'] });
});

test('where what an object says would close a circle, the word of the program counts', () => {
  const { order } = orderOf((chart) => {
    const namespace = object(chart, 'Namespace', 'n');
    namespace.node.addDependency(object(chart, 'ConfigMap', 'a'));
  });
  expect(order).toEqual(['ConfigMap-a', 'Namespace-n']);
});
