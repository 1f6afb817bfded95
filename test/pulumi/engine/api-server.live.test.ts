import * as pulumi from '@pulumi/pulumi';
import { App, ApiObject, Chart } from 'cdk8s';
import { Fleet } from 'anycast-mec';
import { ConstructTree, MecSite } from 'anycast-mec/pulumi';
import { KubectlControl } from '../../../lib/rollout/sites/kubectl-control';
import type { PlainObject } from '../stand-in-provider/cluster';
import { Objects } from '../stand-in-provider/provider';
import { RealControlPlane } from './control-plane';
import { defineMetalLB } from './metallb-definitions';
import { describeApiServer } from './requirements';

/** Waiting for a busy machine is no failure. */
const patience = 600_000;
const fleet = Fleet.load('examples/thesis-testbed/fleet.yaml');

/**
 * Pulumi's SDK with mocks that act on a real API server: an object is made when the SDK asks for its registration, so that what depends
 * on it comes later. It proves that the API server takes every object, in the order of the bridge; not what Pulumi's engine makes of it.
 */
describeApiServer('what the bridge registers', ({ program }) => {
  const plane = new RealControlPlane('mec-1', program);
  const objects = new Objects(() => plane.kubeconfig);
  const made: PlainObject[] = [];

  /** Runs a program, and makes every object that it registers. */
  async function deploy(body: () => unknown): Promise<void> {
    const failures: Error[] = [];
    await pulumi.runtime.setMocks(
      {
        newResource: async ({ type, name, inputs }) => {
          if (!type.startsWith('kubernetes:')) return { id: name, state: inputs };
          try {
            const state = await objects.create(inputs, false);
            made.push(inputs);
            return { id: name, state };
          } catch (error) {
            failures.push(new Error(`${name}: ${String(error)}`));
            return { id: name, state: inputs };
          }
        },
        call: ({ inputs }) => inputs,
      },
      'project',
      'mec-1',
    );
    body();
    await pulumi.runtime.disconnect();
    expect(failures).toEqual([]);
  }
  const get = (path: string) => plane.cluster.call('GET', path);
  const service = '/api/v1/namespaces/sensors/services/sensors';
  const asAgent = (labels: object) =>
    plane.cluster.call(
      'PATCH',
      `${service}?fieldManager=anycast-mec-agent&force=true`,
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'sensors', namespace: 'sensors', labels } },
      'application/apply-patch+yaml',
    );
  const vip = () => made.find(({ kind, spec }) => kind === 'Service' && spec.type === 'LoadBalancer') ?? {};

  beforeAll(async () => {
    await plane.start();
    await defineMetalLB(plane.cluster);
  }, patience);
  afterAll(() => plane.stop(), patience);

  test(
    'of the testbed of the thesis the API server takes, object by object, with strict field validation',
    async () => {
      await deploy(() => new MecSite('mec', { fleet, site: 'mec-1', secrets: 'placeholder', cluster: { kubeconfig: '{}' } }));
      expect(made.length).toBeGreaterThan(25);
      expect((await get('/apis/metallb.io/v1beta2/namespaces/metallb-system/bgppeers')).items).toHaveLength(1);
      expect(
        (await get(service)).spec.loadBalancerIP ?? (await get(service)).metadata.annotations['metallb.io/loadBalancerIPs'],
      ).toBe('11.11.11.11');
    },
    patience,
  );

  test(
    'of a foreign cdk8s program it takes, too: a definition, and an object of its kind in the same run',
    async () => {
      const chart = new Chart(new App(), 'hello', { namespace: 'hello' });
      const schema = {
        openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { text: { type: 'string' } } } } },
      };
      new ApiObject(chart, 'greeting', {
        apiVersion: 'example.org/v1',
        kind: 'Greeting',
        metadata: { name: 'hello' },
        spec: { text: 'hello' },
      });
      new ApiObject(chart, 'config', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'hello' },
        data: { text: 'hello' },
      });
      new ApiObject(chart, 'definition', {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'greetings.example.org' },
        spec: {
          group: 'example.org',
          names: { kind: 'Greeting', plural: 'greetings' },
          scope: 'Namespaced',
          versions: [{ name: 'v1', served: true, storage: true, schema }],
        },
      });
      new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'hello' } });
      await deploy(() => new ConstructTree('hello', { scope: chart }));
      expect((await get('/apis/example.org/v1/namespaces/hello/greetings/hello')).spec).toEqual({ text: 'hello' });
    },
    patience,
  );

  test(
    'what is there already is not made again, and a preview leaves nothing',
    async () => {
      await expect(objects.create(vip(), false)).rejects.toThrow('already exists');
      const other = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'sensors' }, data: {} };
      await objects.create(other, true);
      expect(await objects.read(other, other)).toBeUndefined();
    },
    patience,
  );

  test(
    'an update of a withdrawn VIP leaves it withdrawn, and who declares the label is refused, not obeyed',
    async () => {
      await asAgent({ 'anycast-mec.io/route': 'withdrawn' });
      await objects.update(
        { ...vip(), metadata: { ...vip()['metadata'], annotations: { ...vip()['metadata'].annotations, note: 'changed' } } },
        false,
      );
      expect((await get(service)).metadata.labels['anycast-mec.io/route']).toBe('withdrawn');
      const declared = {
        ...vip(),
        metadata: { ...vip()['metadata'], labels: { ...vip()['metadata'].labels, 'anycast-mec.io/route': 'drain' } },
      };
      await expect(objects.update(declared, false)).rejects.toThrow(/conflict/);
      await asAgent({});
      expect((await get(service)).metadata.labels['anycast-mec.io/route']).toBeUndefined();
    },
    patience,
  );

  test(
    'a rollout sees the site by its API server, drains it and brings it back',
    async () => {
      const accessTo = () => Promise.resolve({ kubeconfig: plane.kubeconfig });
      const control = new KubectlControl(fleet, { accessTo, announcements: false, program: program('kubectl') });
      // The first look of kubectl takes long on a busy machine, and says so.
      let seen = await control.observe('mec-1');
      for (let again = 0; again < 3 && seen.vips[0]?.reason === 'not seen'; again++) seen = await control.observe('mec-1');
      expect(seen).toEqual({
        vips: [{ service: 'sensors', state: 'down', reason: 'the Service has no address' }],
        problems: [expect.stringContaining('failover-agent')],
      });
      const status = { status: { loadBalancer: { ingress: [{ ip: '11.11.11.11' }] } } };
      await plane.cluster.call('PATCH', `${service}/status`, status, 'application/merge-patch+json');
      await plane.cluster.call('POST', '/apis/discovery.k8s.io/v1/namespaces/sensors/endpointslices', {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'sensors-1', labels: { 'kubernetes.io/service-name': 'sensors' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: ['10.244.0.5'], conditions: { ready: true } }],
        ports: [{ port: 8080 }],
      });
      // No pod runs here, and an agent without one is a problem; it is also not the one that drains.
      expect(await control.observe('mec-1')).toEqual({
        vips: [{ service: 'sensors', state: 'announced' }],
        problems: ['no pod of the agent failover-agent is available'],
      });
      await control.drain('mec-1');
      expect((await control.observe('mec-1')).vips[0]?.state).toBe('drained');
      expect((await get(service)).metadata.labels['anycast-mec.io/route']).toBe('drain');
      await control.restore('mec-1');
      expect((await control.observe('mec-1')).vips[0]?.state).toBe('announced');
      // Whether a speaker announces it is another question, and no speaker runs here.
      const asked = new KubectlControl(fleet, { accessTo, program: program('kubectl') });
      expect((await asked.observe('mec-1')).vips[0]?.reason).toBe('no speaker announces it to a router');
    },
    patience,
  );

  test(
    'removed in the opposite order nothing of it is left',
    async () => {
      for (const object of [...made].reverse()) await objects.delete(object);
      const names = (await get('/api/v1/namespaces')).items.map(({ metadata }: any) => metadata.name).sort();
      expect(names).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system', 'metallb-system']);
    },
    patience,
  );
});
