import type { KubernetesApi } from 'anycast-mec/clients';
import { describeNeeding } from '../../real/network/requirements';
import { missingComponents } from '../equipment/components';
import { ControlPlane } from '../equipment/control-plane';
import { prepareSite, servicePath } from '../equipment/site';
import { readFileSync } from 'node:fs';
import { until } from '../equipment/until';

const label = 'anycast-mec.io/route';
const other = servicePath.replace(/sensors$/, 'other');

describeNeeding("the agent's account at a real API server", missingComponents(), () => {
  let plane: ControlPlane;
  let agent: KubernetesApi;
  const labelled = (labels: object, path = servicePath) =>
    agent.patch<any>(path, { metadata: { labels } }, 'merge', 'anycast-mec-agent');

  beforeAll(async () => {
    plane = await ControlPlane.start();
    agent = plane.as(readFileSync(await prepareSite(plane), 'utf8'));
    // An admission policy is in force a moment after it was made. Each try is a change: one that went through before must not look harmless.
    let tries = 0;
    await until('the policy refuses', () =>
      labelled({ colour: `try-${tries++}` }).then(
        () => false,
        () => true,
      ),
    );
  }, 120_000);
  afterAll(() => plane?.stop());

  test('labels the Service that is registered, and takes the label off', async () => {
    expect((await labelled({ [label]: 'drain', [`${label}.h1`]: 'withdrawn' })).metadata.labels).toMatchObject({
      [label]: 'drain',
    });
    expect((await labelled({ [label]: null, [`${label}.h1`]: null })).metadata.labels).not.toHaveProperty([label]);
  });

  test.each([
    ['another Service', () => labelled({ [label]: 'drain' }, other), /cannot patch resource "services"/],
    ['to replace the Service', () => agent.replace(`${servicePath}`, {}), /cannot update|the object provided/i],
    ['a label that is not of the contract', () => labelled({ colour: 'red' }), /labels of the contract only/],
    ['to take the label of the owner away', () => labelled({ 'anycast-mec.io/anycast': null }), /labels of the contract only/],
    ['a value that nobody knows', () => labelled({ [label]: 'gone' }), /a route label is drain or withdrawn/],
    [
      'an annotation',
      () => agent.patch(servicePath, { metadata: { annotations: { a: 'b' } } }, 'merge', 'x'),
      /may change labels only/,
    ],
    [
      'the type of the Service',
      () => agent.patch(servicePath, { spec: { type: 'ClusterIP' } }, 'merge', 'x'),
      /may not change the spec/,
    ],
    ['to list Services', () => agent.get('/api/v1/namespaces/sensors/services'), /cannot list resource "services"/],
    ['Secrets', () => agent.get('/api/v1/namespaces/sensors/secrets'), /cannot list resource "secrets"/],
    [
      'another Lease',
      () => agent.get('/apis/coordination.k8s.io/v1/namespaces/anycast-agent/leases/x'),
      /cannot get resource "leases"/,
    ],
  ])('is refused %s', async (_, attempt, message) => {
    await expect(attempt()).rejects.toThrow(message);
  });

  test('reads endpoints and what speakers announce', async () => {
    await expect(agent.get('/apis/discovery.k8s.io/v1/namespaces/sensors/endpointslices')).resolves.toBeDefined();
    // MetalLB is not installed here: allowed, and not found.
    await expect(agent.get('/apis/metallb.io/v1beta1/namespaces/metallb-system/servicebgpstatuses')).rejects.toThrow(/not found/);
  });

  test('leaves an administrator alone: the policy is for the agent', async () => {
    const changed = await plane.admin.patch<any>(servicePath, { metadata: { annotations: { a: 'b' } } }, 'merge', 'admin');
    expect(changed.metadata.annotations).toMatchObject({ a: 'b' });
  });
});
