import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { testbed } from '../testbed';

type SiteDescription = FleetDescription['sites'][string];

/** The testbed with two borders and these values at mec-1. */
function withSite(values: Partial<SiteDescription>): FleetDescription {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, borders: 2, ...values };
  return description;
}

const site = (description: FleetDescription) => Fleet.from(description).site('mec-1');
const texts = (list: readonly { readonly address: string }[]) => list.map(({ address }) => address);
const gatewayFindings = (description: FleetDescription) =>
  Fleet.examine(description)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, path, value }) => ({ rule, path, value }));

describe('the gateway of a network', () => {
  test('is the own address of the one border that there is', () => {
    const { gateway, clients } = site(withSite({ borders: 1 }));
    expect(texts(gateway)).toEqual(['10.1.1.1']);
    expect(texts(clients[0]!.gateway)).toEqual(['10.200.1.1']);
  });

  test('is the address that was given to the one border', () => {
    const { gateway } = site(withSite({ borders: { edge: { lan: '10.1.1.7' } } }));
    expect(texts(gateway)).toEqual(['10.1.1.7']);
  });

  test('is the 254th address where borders share it, or the last usable one of a smaller network', () => {
    const { gateway, clients } = site(
      withSite({
        clients: ['upf-1', { name: 'wide', prefix: '172.16.0.0/16' }, { name: 'narrow', prefix: '172.17.0.0/29' }],
      }),
    );
    expect(texts(gateway)).toEqual(['10.1.1.254']);
    expect(clients.map((client) => texts(client.gateway))).toEqual([['10.200.1.30'], ['172.16.0.254'], ['172.17.0.6']]);
  });

  test('is one a family: ::fe in IPv6', () => {
    const description = withSite({
      lan: ['10.9.0.0/24', '2001:db8:9::/64'],
      clients: [{ name: 'ran', prefix: ['10.8.0.0/24', '2001:db8:8::/64'] }],
    });
    const { gateway, clients } = site(description);
    expect(texts(gateway)).toEqual(['10.9.0.254', '2001:db8:9::fe']);
    expect(texts(clients[0]!.gateway)).toEqual(['10.8.0.254', '2001:db8:8::fe']);
  });

  test('is what is given, in canonical form, and derived where nothing is', () => {
    const description = withSite({
      lan: ['10.9.0.0/24', '2001:db8:9::/64'],
      gateway: '2001:DB8:9::00aa',
      clients: [{ name: 'ran', prefix: '10.8.0.0/24', gateway: '10.8.0.200' }],
    });
    const { gateway, clients } = site(description);
    expect(texts(gateway)).toEqual(['10.9.0.254', '2001:db8:9::aa']);
    expect(texts(clients[0]!.gateway)).toEqual(['10.8.0.200']);
  });

  test.each<[string, Partial<SiteDescription>, string, string, string]>([
    ['outside of the network', { gateway: '10.1.2.254' }, 'family-mismatch', 'sites.mec-1.gateway', '10.1.2.254'],
    ['a second one', { gateway: ['10.1.1.250', '10.1.1.251'] }, 'family-mismatch', 'sites.mec-1.gateway', '10.1.1.251'],
    [
      'of nobody, at a site with one border',
      { borders: 1, gateway: '10.1.1.254' },
      'family-mismatch',
      'sites.mec-1.gateway',
      '10.1.1.254',
    ],
    ['of a border', { gateway: '10.1.1.2' }, 'duplicate-address', 'sites.mec-1.gateway', '10.1.1.2'],
    ['of a host', { gateway: '10.1.1.11' }, 'duplicate-address', 'sites.mec-1.hosts', '10.1.1.11'],
    [
      'of a border, as a client network has no other address left',
      { clients: [{ name: 'tiny', prefix: '172.17.0.0/30' }] },
      'network-too-small',
      'sites.mec-1.clients[0]',
      '172.17.0.0/30',
    ],
  ])('is refused where it is %s', (_, values, rule, path, value) => {
    expect(gatewayFindings(withSite(values))).toEqual([{ rule, path, value }]);
  });
});
