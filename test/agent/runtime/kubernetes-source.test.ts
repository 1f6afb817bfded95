import type { KubeObject, KubernetesApi } from 'anycast-mec/clients';
import { agentSchema, resolve } from 'anycast-mec/contract';
import type { AgentConfig, AgentInput } from 'anycast-mec/contract';
import { ServiceObjects } from '../../../agent/src/actuators';
import { KubernetesSource } from '../../../agent/src/runtime/kubernetes-source';
import { WatchedCluster } from '../equipment/watched-cluster';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const serviceOf = (name: string) => `/api/v1/namespaces/n/services?fieldSelector=metadata.name%3D${name}`;
const slicesOf = (name: string) =>
  `/apis/discovery.k8s.io/v1/namespaces/n/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D${name}`;
const statuses = '/apis/metallb.io/v1beta1/namespaces/metallb-system/servicebgpstatuses';

/** A configuration with services of these names; those in capitals have their endpoints in it. */
function configOf(...names: string[]): AgentConfig {
  const services: AgentInput['services'] = names.map((name, index) => ({
    name: name.toLowerCase(),
    namespace: 'n',
    vips: [`203.0.113.${index + 1}`],
    port: 80,
    protocol: 'TCP',
    health: { port: 8080 },
    ...(name !== name.toLowerCase() && { endpoints: [{ address: '192.0.2.9' }] }),
  }));
  return resolve(agentSchema.parse({ hosts: ['h1'], metallbNamespace: 'metallb-system', services }));
}

const service = (uid: string, resourceVersion = '1'): KubeObject => ({
  metadata: { name: 'a', namespace: 'n', uid, resourceVersion },
});
const slice = (...endpoints: (readonly [address: string, nodeName: string])[]): KubeObject => {
  const whole = {
    metadata: { name: 'a-1', namespace: 'n', resourceVersion: '1' },
    addressType: 'IPv4',
    endpoints: endpoints.map(([address, nodeName]) => ({ addresses: [address], nodeName })),
  };
  return whole;
};
const announced = (name: string, status?: object): KubeObject => {
  const whole = { metadata: { name, namespace: 'metallb-system', resourceVersion: '1' }, ...(status && { status }) };
  return whole;
};

/** A source that watches; what it said, in order. */
async function watching(config: AgentConfig, prepare: (cluster: WatchedCluster) => void = () => undefined) {
  const cluster = new WatchedCluster();
  prepare(cluster);
  const objects = new ServiceObjects();
  const said: unknown[] = [];
  const source = new KubernetesSource(cluster as unknown as KubernetesApi, objects, {
    onService: ({ key }, isRecreated) => said.push(['service', key, isRecreated]),
    onEndpoints: ({ key }, endpoints) => said.push(['endpoints', key, endpoints]),
    onError: (what, error) => said.push(['error', what, error.message]),
  });
  source.watch(config);
  const read = () => jest.advanceTimersByTimeAsync(0);
  await read();
  return { cluster, objects, said, source, read };
}

describe('what is watched', () => {
  test('is each Service, its EndpointSlices, and what the speakers announce', async () => {
    const { cluster } = await watching(configOf('a', 'b'));
    expect(cluster.open).toEqual([serviceOf('a'), serviceOf('b'), slicesOf('a'), slicesOf('b'), statuses].sort());
  });

  test('is without the EndpointSlices of a service whose endpoints are configured', async () => {
    const { cluster } = await watching(configOf('A'));
    expect(cluster.open).toEqual([serviceOf('a'), statuses]);
  });

  test('changes with the configuration: new ones begin, those no longer named end, the others go on without a new list', async () => {
    const { cluster, source, read } = await watching(configOf('a', 'b'));
    cluster.listed.length = 0;
    source.watch(configOf('b', 'c'));
    await read();
    expect(cluster.listed.sort()).toEqual([serviceOf('c'), slicesOf('c')].sort());
    expect(cluster.open).toEqual([serviceOf('b'), serviceOf('c'), slicesOf('b'), slicesOf('c'), statuses].sort());
    // One that comes back begins anew.
    source.watch(configOf('a'));
    await read();
    expect(cluster.open).toEqual([serviceOf('a'), slicesOf('a'), statuses].sort());
  });

  test('ends with the source', async () => {
    const { cluster, source } = await watching(configOf('a', 'b'));
    source.stop();
    expect(cluster.open).toEqual([]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(cluster.open).toEqual([]);
  });
});

describe('a source', () => {
  test('has read everything once each list came, and stays so when the server goes', async () => {
    const { cluster, source, read } = await watching(configOf('a'), ({ lists }) => lists.set(slicesOf('a'), new Error('down')));
    expect(source.synced).toBe(false);
    cluster.lists.clear();
    await jest.advanceTimersByTimeAsync(100);
    expect(source.synced).toBe(true);
    for (const path of cluster.open) cluster.fail(path, 0, 'the server is gone');
    await read();
    expect(source.synced).toBe(true);
  });

  test('tells what share of the watches on services is open; where none is needed, all are', async () => {
    const { cluster, source } = await watching(configOf('a', 'b'));
    expect(source.connectedShare).toBe(1);
    cluster.fail(slicesOf('a'), 500, 'no');
    expect(source.connectedShare).toBe(0.75);
    cluster.fail(serviceOf('b'), 500, 'no');
    expect(source.connectedShare).toBe(0.5);
    source.watch(configOf());
    expect([source.connectedShare, source.synced]).toEqual([1, true]);
  });

  test('counts a watch that the server has not accepted as not open', async () => {
    const { source } = await watching(configOf('a'), (cluster) => void (cluster.accepts = false));
    expect([source.connectedShare, source.synced]).toEqual([0, true]);
  });
});

describe('what is told of a service', () => {
  test('is the Service, kept for who asks, and its endpoints', async () => {
    const config = configOf('a');
    const { said, objects, cluster } = await watching(config, ({ lists }) =>
      lists.set(serviceOf('a'), [service('1')]).set(slicesOf('a'), [slice(['192.0.2.1', 'h1'], ['192.0.2.2', 'h2'])]),
    );
    const endpoints = [
      { address: '192.0.2.1', host: 'h1' },
      { address: '192.0.2.2', host: 'h2' },
    ];
    expect(said).toEqual([
      ['service', 'n/a', false],
      ['endpoints', 'n/a', endpoints],
    ]);
    expect(objects.get(config.services[0]!)).toEqual(service('1'));
    cluster.tell(slicesOf('a'), 'MODIFIED', slice(['192.0.2.2', 'h2']));
    expect(said.at(-1)).toEqual(['endpoints', 'n/a', endpoints.slice(1)]);
  });

  test('is that the Service was made anew, where its uid is another one than before, also with a gap', async () => {
    const config = configOf('a');
    const { said, objects, cluster } = await watching(config, ({ lists }) => lists.set(serviceOf('a'), [service('1')]));
    said.length = 0;
    cluster.tell(serviceOf('a'), 'MODIFIED', service('1', '2'));
    cluster.tell(serviceOf('a'), 'DELETED', service('1', '3'));
    expect(objects.get(config.services[0]!)).toBeUndefined();
    cluster.tell(serviceOf('a'), 'ADDED', service('2', '4'));
    cluster.tell(serviceOf('a'), 'MODIFIED', service('2', '5'));
    const recreated = said.map((one) => (one as unknown[])[2]);
    expect(recreated).toEqual([false, false, true, false]);
  });

  test('is no error where the server ends a watch in time or forgot its version, and one where it fails', async () => {
    const { said, cluster } = await watching(configOf('a'));
    said.length = 0;
    cluster.end(serviceOf('a'), { how: 'closed' });
    cluster.fail(slicesOf('a'), 410, 'too old');
    expect(said).toEqual([]);
    await jest.advanceTimersByTimeAsync(1000);
    said.length = 0;
    for (const path of [serviceOf('a'), slicesOf('a'), statuses]) cluster.fail(path, 403, 'forbidden');
    expect(said).toEqual([
      ['error', 'Service of n/a', 'forbidden'],
      ['error', 'EndpointSlices of n/a', 'forbidden'],
      ['error', 'ServiceBGPStatus', 'forbidden'],
    ]);
  });
});

describe('the nodes that announce a service', () => {
  test('are those whose speakers say so of it, in order; another namespace or name is another service', async () => {
    const config = configOf('a', 'b');
    const of = (node: string | undefined, serviceName: string, serviceNamespace: string) =>
      announced(`${node}-${serviceName}-${serviceNamespace}`, {
        ...(node !== undefined && { node }),
        serviceName,
        serviceNamespace,
      });
    const { source } = await watching(config, ({ lists }) =>
      lists.set(statuses, [
        of('h2', 'a', 'n'),
        of('h1', 'a', 'n'),
        of('h3', 'a', 'other'),
        of('h4', 'c', 'n'),
        of(undefined, 'a', 'n'),
        announced('not-filled-yet'),
      ]),
    );
    expect(config.services.map((one) => source.announcingNodes(one))).toEqual([['h1', 'h2'], []]);
  });

  test('are none before anything is watched', () => {
    const nothing = () => undefined;
    const view = { onService: nothing, onEndpoints: nothing, onError: nothing };
    const source = new KubernetesSource({} as KubernetesApi, new ServiceObjects(), view);
    expect(source.announcingNodes(configOf('a').services[0]!)).toEqual([]);
    source.stop();
  });
});
