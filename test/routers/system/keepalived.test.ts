import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { renderRouter } from '../../../lib/routers';
import { routersOf } from '../../../lib/routers/model/derive';
import { nftablesFile } from '../../../lib/routers/system/nftables';
import { testbed } from '../../fleet/testbed';

type SiteDescription = FleetDescription['sites'][string];

/** The routers of the testbed with these values at mec-1. */
function routersWith(values: Partial<SiteDescription>) {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, ...values };
  return routersOf(Fleet.from(description), (owner) => owner === 'mec-1');
}

const filesOf = (model: ReturnType<typeof routersWith>[number]) =>
  Object.fromEntries(renderRouter(model, () => 'unused').map((file) => [file.path, file]));

/** Two borders in both families, and two client networks, one of IPv4 alone. */
const dual: Partial<SiteDescription> = {
  borders: 2,
  metallb: { mode: 'frr' },
  lan: ['10.9.0.0/24', '2001:db8:9::/64'],
  clients: [
    { name: 'ran', prefix: ['10.8.0.0/24', '2001:db8:8::/64'] },
    { name: 'office', prefix: '10.7.0.0/24' },
  ],
};

describe('the files of keepalived', () => {
  test('are not there where a site has one border', () => {
    const [model] = routersWith({ borders: 1 });
    expect(Object.keys(filesOf(model!)).filter((path) => /keepalived|check/.test(path))).toEqual([]);
  });

  test('of the second border are as its operator would write them', () => {
    const files = filesOf(routersWith(dual)[1]!);
    expect(files['keepalived.conf']!.content).toMatchSnapshot();
    expect(files['check-router']!.content).toMatchSnapshot();
  });

  test('are equal in both dialects', () => {
    const [frr] = routersWith(dual);
    const [bird] = routersWith({ ...dual, border: { dialect: 'bird' } });
    for (const path of ['keepalived.conf', 'check-router']) expect(filesOf(bird!)[path]).toEqual(filesOf(frr!)[path]);
  });

  test('can be run, and changed by root alone', () => {
    const files = filesOf(routersWith(dual)[0]!);
    expect(files['check-router']!.mode).toBe(0o755);
    expect(files['keepalived.conf']!.mode).toBe(0o644);
  });

  test('have an instance for each network and family, with all other borders as peers', () => {
    const [, , third] = routersWith({ ...dual, borders: 3 });
    const gateways = third!.redundancy!.gateways;
    expect(gateways.map(({ name, peers }) => [name, peers])).toEqual([
      ['hosts0-4', ['10.9.0.1', '10.9.0.2']],
      ['hosts0-6', ['2001:db8:9::1', '2001:db8:9::2']],
      ['clients0-4', ['10.8.0.1', '10.8.0.2']],
      ['clients0-6', ['2001:db8:8::1', '2001:db8:8::2']],
      ['clients1-4', ['10.7.0.1', '10.7.0.2']],
    ]);
    // The link-local address first, RFC 5798 section 5.2.9.
    expect(gateways[1]!.addresses).toEqual(['fe80::200:5eff:fe00:2fe', '2001:db8:9::fe']);
  });
});

describe('the packet filter of a border that shares gateways', () => {
  test('lets in VRRP of the other borders alone, each on its own network, that crossed no router', () => {
    const rules = nftablesFile(routersWith(dual)[0]!)
      .split('\n')
      .filter((line) => line.includes('VRRP'))
      .map((line) => line.trim());
    expect(rules).toEqual([
      'iifname "hosts0" ip saddr { 10.9.0.2 } ip ttl 255 meta l4proto 112 accept comment "VRRP"',
      'iifname "hosts0" ip6 saddr { 2001:db8:9::2 } ip6 hoplimit 255 meta l4proto 112 accept comment "VRRP"',
      'iifname "clients0" ip saddr { 10.8.0.2 } ip ttl 255 meta l4proto 112 accept comment "VRRP"',
      'iifname "clients0" ip6 saddr { 2001:db8:8::2 } ip6 hoplimit 255 meta l4proto 112 accept comment "VRRP"',
      'iifname "clients1" ip saddr { 10.7.0.2 } ip ttl 255 meta l4proto 112 accept comment "VRRP"',
    ]);
  });

  test('of a border alone lets none in', () => {
    expect(nftablesFile(routersWith({ borders: 1 })[0]!)).not.toContain('112');
  });
});
