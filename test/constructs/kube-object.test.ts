import { App, ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s';
import type { IResolver } from 'cdk8s';
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
