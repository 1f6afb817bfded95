import * as pulumi from '@pulumi/pulumi';
import { siteFromConfig } from 'anycast-mec/pulumi';

const configured = (values: Record<string, string>) => {
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(values).map(([key, value]) => [`project:${key}`, value])));
  return siteFromConfig(new pulumi.Config('project'));
};
beforeAll(() => pulumi.runtime.setMocks({ newResource: () => ({ id: '', state: {} }), call: () => ({}) }, 'project', 'mec-7'));

test('the site is the name of the stack, the fleet lies beside the program', () => {
  expect(configured({})).toEqual({ fleet: 'fleet.yaml', site: 'mec-7', cluster: {} });
});

test('every key is taken', () => {
  const values = {
    fleet: 'f.yaml',
    site: 'a',
    kubeconfig: 'k',
    context: 'c',
    unreachable: 'skip',
    awaitAddress: 'true',
    secrets: 'placeholder',
  };
  expect(configured(values)).toEqual({
    fleet: 'f.yaml',
    site: 'a',
    cluster: { kubeconfig: 'k', context: 'c', unreachable: 'skip' },
    awaitAddress: true,
    secrets: 'placeholder',
  });
});

test('the fleet may stand in the configuration itself', () => {
  expect(configured({ fleet: '{"name":"x"}' }).fleet).toEqual({ name: 'x' });
  expect(() => configured({ fleet: '{"name":' })).toThrow('config fleet');
});

test('values that cannot be used are told all at once', () => {
  const run = () => configured({ unreachable: 'maybe', awaitAddress: 'yes', secrets: 'none' });
  expect(run).toThrow(/config unreachable = 'maybe'.*"fail"/s);
  expect(run).toThrow(/config secrets = 'none'/);
  expect(run).toThrow("config awaitAddress = 'yes': allowed: true, false");
});

test('routers are read by name, with their key, and refused with what is allowed', () => {
  const { routers } = configured({ routers: '{"border-1":{"host":"192.0.2.1","port":2222}}', routerKey: 'k' });
  expect(routers?.connections['border-1']).toMatchObject({ host: '192.0.2.1', port: 2222 });
  expect(routers?.connections['border-1']?.privateKey).toBeDefined();
  expect(() => configured({ routers: '{"border-1":{"port":1}}' })).toThrow(/config routers: border-1.host.*allowed: host, port/s);
  expect(() => configured({ routers: 'border-1' })).toThrow('config routers');
});
