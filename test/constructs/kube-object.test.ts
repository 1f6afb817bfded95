import { App, ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s';
import type { IResolver } from 'cdk8s';
import { constant } from '../../lib/constructs/objects/constant';
import { KubeObject } from '../../lib/constructs/objects/kube-object';
import { k8s } from '../../lib/constructs/objects/kubernetes';

const props = () => ({
  metadata: { name: 'web', namespace: 'apps', labels: { app: 'web' }, annotations: {} },
  spec: {
    selector: { app: 'web' },
    ports: [{ port: 80, targetPort: k8s.IntOrString.fromString('http'), name: undefined }, { port: 81 }],
    externalIPs: Lazy.any({ produce: () => ['192.0.2.1'] }) as string[],
    clusterIPs: [],
  },
});

/** The same object, by cdk8s alone and by us. */
function both(scope: () => Chart) {
  return [new k8s.KubeService(scope(), 'web', props() as never), new KubeObject(scope(), 'web', k8s.KubeService, props())];
}

test('an object is written as cdk8s writes it', () => {
  const [theirs, ours] = both(() => new Chart(new App(), 'chart', { labels: { fleet: 'one' } }));
  expect(ours?.toJson()).toEqual(theirs?.toJson());
  expect(ours?.toJson()).toMatchObject({ spec: { ports: [{ targetPort: 'http' }, { port: 81 }], externalIPs: ['192.0.2.1'] } });
  expect(JSON.stringify(ours?.toJson())).toBe(JSON.stringify(theirs?.toJson()));
});

test('a JSON patch and metadata that came later are part of it', () => {
  const written = both(() => new Chart(new App(), 'chart')).map((object) => {
    object.addJsonPatch(JsonPatch.replace('/spec/ports/0/port', 8080));
    object.metadata.addLabel('later', 'yes');
    object.metadata.addFinalizers('example.org/guard');
    object.metadata.add('generateName', Lazy.any({ produce: () => 'web-' }));
    object.metadata.add('managedFields', [{ fieldsV1: {} }]);
    object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'web', uid: '1' });
    return object.toJson();
  });
  expect(JSON.stringify(written[1])).toBe(JSON.stringify(written[0]));
  expect(written[1]).toMatchObject({ metadata: { labels: { later: 'yes' } }, spec: { ports: [{ port: 8080 }, {}] } });
});

describe('of constant properties', () => {
  const given = constant({ metadata: { name: 'web', labels: { app: 'web' }, annotations: { a: 'b' } }, data: { key: 'value' } });
  const made = (scope = new Chart(new App(), 'chart')) => new KubeObject(scope, 'web', k8s.KubeConfigMap, given);
  const theirs = (scope = new Chart(new App(), 'chart')) => new k8s.KubeConfigMap(scope, 'web', given);

  test('an object is written once', () => {
    expect(made().toJson()).toBe(made().toJson());
    expect(JSON.stringify(made().toJson())).toBe(JSON.stringify(theirs().toJson()));
  });

  test.each<[what: string, add: (object: ApiObject) => void]>([
    ['a label', ({ metadata }) => metadata.addLabel('later', 'yes')],
    ['another value of a label', ({ metadata }) => metadata.addLabel('app', 'other')],
    ['an annotation', ({ metadata }) => metadata.addAnnotation('later', 'yes')],
    ['a finalizer', ({ metadata }) => metadata.addFinalizers('example.org/guard')],
    ['an owner', ({ metadata }) => metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'web', uid: '1' })],
    ['a field of the metadata', ({ metadata }) => metadata.add('generateName', 'web-')],
    ['a JSON patch', (object) => object.addJsonPatch(JsonPatch.replace('/data/key', 'other'))],
  ])('%s that came later is part of one object alone', (_, add) => {
    const [changed, expected] = [made(), theirs()];
    add(changed);
    add(expected);
    expect(JSON.stringify(changed.toJson())).toBe(JSON.stringify(expected.toJson()));
    expect(JSON.stringify(made().toJson())).toBe(JSON.stringify(theirs().toJson()));
  });

  test('what the chart of an object says is part of it', () => {
    const chart = () => new Chart(new App(), 'chart', { labels: { fleet: 'one' }, namespace: 'apps' });
    expect(JSON.stringify(made(chart()).toJson())).toBe(JSON.stringify(theirs(chart()).toJson()));
    expect(made(chart()).toJson()).toMatchObject({ metadata: { namespace: 'apps', labels: { fleet: 'one' } } });
  });
});

test('resolvers of the app are asked', () => {
  const upper: IResolver = { resolve: (context) => void (context.value === 'web' && context.replaceValue('WEB')) };
  const [theirs, ours] = both(() => new Chart(new App({ resolvers: [upper] }), 'chart'));
  expect(ours?.toJson()).toEqual(theirs?.toJson());
  expect(ours?.toJson()).toMatchObject({ spec: { selector: { app: 'WEB' } } });
});

test('what is no data is refused, with the place of the object', () => {
  const chart = new Chart(new App(), 'chart');
  const object = new KubeObject(chart, 'map', k8s.KubeConfigMap, {
    data: { chart: new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'X' }) as never },
  });
  expect(() => object.toJson()).toThrow('chart/map: an instance of ApiObject cannot be written into a manifest');
  expect(() => new KubeObject(chart, 'good', k8s.KubeConfigMap, { data: { a: 'b' } }).toJson()).not.toThrow();
});
