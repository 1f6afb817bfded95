import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { frozenNames } from 'anycast-mec/pulumi';
import type * as Program from './shop';

const registered: { type: string; name: string; inputs: Record<string, any> }[] = [];
let program: typeof Program;

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        return { id: name, state: { ...inputs, status: { loadBalancer: { ingress: [{ ip: '203.0.113.17' }] } } } };
      },
      call: ({ inputs }) => inputs,
    },
    'shop',
    'edge-1',
  );
  pulumi.runtime.setAllConfig({ 'shop:kubeconfig': 'apiVersion: v1\n' });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- once the mocks stand
  program = require('./shop') as typeof Program;
  await pulumi.runtime.disconnect();
});

test('the constructs join the resources of the program', () => {
  const byName = registered.sort((a, b) => (a.name + a.type < b.name + b.type ? -1 : 1));
  expect(byName.filter(({ type }) => type !== 'pulumi:providers:kubernetes')).toMatchSnapshot();
});

test('the Output of the program stands in the manifest', () => {
  const service = registered.find(({ name }) => name === 'anycast/shop/service');
  expect(service?.inputs.metadata.namespace).toBe('shop');
});

test('what the cluster says of the VIP can be read', async () => {
  const status = await new Promise((resolve) => program.status.apply(resolve));
  expect(status).toEqual({ loadBalancer: { ingress: [{ ip: '203.0.113.17' }] } });
});

test('no resource changes its name', () => {
  frozenNames(program.anycast.names, join(__dirname, 'names.json'));
});
