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
