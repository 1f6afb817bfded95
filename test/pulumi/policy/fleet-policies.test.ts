import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { fleetPolicies } from 'anycast-mec/pulumi';
import { rules } from '../../../lib/fleet/rules';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  file = join(folder, 'fleet.yaml');
  writeFileSync(file, readFileSync('examples/minimal/fleet.yaml'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const resource = (type: string, props: object, name = 'x') => ({
  type: `kubernetes:${type}`,
  props,
  name,
  urn: `urn:pulumi:mec-1::project::kubernetes:${type}::${name}`,
});
const vip = (address: string, more: object = {}) =>
  resource('core/v1:Service', {
    metadata: { name: 'shop', annotations: { 'metallb.io/loadBalancerIPs': address }, ...more },
    spec: { type: 'LoadBalancer' },
  });

/** What a policy says of resources, called as Pulumi calls it. */
function violations(policy: string, resources: object[], fleet = file): string[] {
  const found = fleetPolicies({ fleet }).find(({ name }) => name === policy) as any;
  const said: string[] = [];
  const report = (message: string) => said.push(message);
  if (found.validateStack) found.validateStack({ resources }, report);
  else for (const one of resources) found.validateResource(one, report);
  return said;
}

test('every rule of the fleet is a policy: errors stop, warnings do not', () => {
  const byName = new Map(fleetPolicies({ fleet: file }).map((policy) => [policy.name, policy]));
  for (const { id, severity } of rules) {
    expect(byName.get(id)?.enforcementLevel).toBe(severity === 'error' ? 'mandatory' : 'advisory');
  }
  expect(byName.size).toBe(rules.length + 7);
});

test('a fleet that breaks a rule breaks the policy, with path and remedy; one that does not is silent', () => {
  const broken = join(folder, 'broken.yaml');
  writeFileSync(broken, readFileSync(file, 'utf8').replace('vip: 203.0.113.1', 'vip: 198.51.100.1'));
  expect(violations('vip-outside-pools', [], broken)).toEqual([
    expect.stringContaining('services.hello.vip: The VIP 198.51.100.1'),
  ]);
  expect(violations('vip-outside-pools', [])).toEqual([]);
  // Its objects cannot be held against a fleet that is wrong itself.
  expect(violations('declared-vip', [vip('192.0.2.9')], broken)).toEqual([]);
});

const mec = Fleet.load('examples/minimal/fleet.yaml').site('mec-1');
const peer = (spec: object) =>
  resource('metallb.io/v1beta2:BGPPeer', {
    metadata: { name: 'border-1' },
    spec: { peerAddress: mec.borders[0]?.lan[0]?.address, peerASN: mec.as, myASN: mec.hosts[0]?.as, ...spec },
  });
const pool = (addresses: string[]) =>
  resource('metallb.io/v1beta1:IPAddressPool', { metadata: { name: 'p' }, spec: { addresses } });

test.each([
  ['declared-vip', vip('203.0.113.1'), vip('203.0.113.2'), 'does not declare'],
  ['pool-of-fleet', pool(['203.0.113.0/28']), pool(['203.0.113.0/24']), 'no pool of the fleet'],
  ['peer-of-site', peer({}), peer({ peerASN: 1 }), 'not the AS of mec-1'],
  ['peer-of-site', peer({}), peer({ peerAddress: '192.0.2.1' }), 'no border router of mec-1'],
  ['peer-of-site', peer({}), peer({ myASN: 1 }), 'not what the border expects'],
  ['route-label-is-the-agents', vip('203.0.113.1'), vip('203.0.113.1', { labels: { 'anycast-mec.io/route': 'drain' } }), 'undo'],
  [
    'no-forced-patch',
    vip('203.0.113.1', { labels: { 'anycast-mec.io/anycast': 'true' } }),
    vip('203.0.113.1', { labels: { 'anycast-mec.io/anycast': 'true' }, annotations: { 'pulumi.com/patchForce': 'true' } }),
    'takes the route label back',
  ],
])('%s accepts what is right, and refuses what is not', (policy, right, wrong, message) => {
  expect(violations(policy, [right, resource('core/v1:ConfigMap', {})])).toEqual([]);
  expect(violations(policy, [wrong])).toEqual([expect.stringContaining(message)]);
});

test('vip-once refuses the second Service of a VIP', () => {
  expect(violations('vip-once', [vip('203.0.113.1'), vip('203.0.113.2')])).toEqual([]);
  expect(violations('vip-once', [vip('203.0.113.1'), vip('203.0.113.1, 203.0.113.3')])).toEqual([
    expect.stringContaining('The VIP 203.0.113.1 is asked for by x and by x'),
  ]);
});
