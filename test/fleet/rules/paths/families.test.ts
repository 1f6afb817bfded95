import { Fleet } from '../../../../lib/fleet';
import { testbed } from '../../testbed';
import { dualStack } from '../changes';

/** What the rules about paths say of the testbed with both families everywhere, and with this change. */
function saidOf(change: (fleet: any) => void) {
  const description = testbed();
  dualStack(description);
  change(description);
  const told = ['site-loss-leaves-no-path', 'uplink-loss-leaves-no-path', 'border-loss-leaves-no-path', 'backbone-islands'];
  return Fleet.examine(description)
    .findings.filter(({ rule, path }) => told.includes(rule) && !/^sites\.mec-[234]/.test(path))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

/** Both families to a PE, and IPv4 alone to another. */
const dual = 'isp-x/pe-1';
const ipv4Alone = {
  to: 'isp-x/pe-2',
  addresses: { border: '10.77.0.0/31', pe: '10.77.0.1/31' },
};

/** A service of the cloud alone, which mec-1 reaches over its uplinks. */
const elsewhere = { sensors: { vip: ['11.11.11.11', '2001:db8:f::1'], sites: ['mec-2', 'cloud'] } };

describe('paths of a service of two families', () => {
  test('are all there where both families are everywhere, but for what hangs on one border', () => {
    expect(saidOf(() => undefined)).toEqual([
      'border-loss-leaves-no-path: When mec-1/border-1 is lost, upf-1 has no path to sensors.',
    ]);
  });

  test('are missing in IPv6 where the networks meet in IPv4 alone', () => {
    expect(
      saidOf((fleet) => {
        fleet.plan.exchanges = '10.254.0.0/24';
      }),
    ).toEqual([
      'backbone-islands: isp-y has no path to isp-x over IPv6.',
      'border-loss-leaves-no-path: When mec-1/border-1 is lost, upf-1 has no path to sensors.',
      'site-loss-leaves-no-path: When cloud is lost, sensors has no path from cloud over IPv6.',
    ]);
  });

  test('are told once where the networks do not meet at all', () => {
    const said = saidOf((fleet) => {
      delete fleet.exchanges;
    });
    expect(said.filter((text) => text.startsWith('backbone-islands'))).toEqual(['backbone-islands: isp-y has no path to isp-x.']);
  });

  test('are not asked for in IPv6 from clients of IPv4 alone', () => {
    const said = (clients: unknown[]) =>
      saidOf((fleet) => {
        fleet.plan.exchanges = '10.254.0.0/24';
        fleet.plan.clients = '10.200.0.0/16';
        fleet.services = { sensors: { ...elsewhere.sensors, sites: ['mec-1', 'cloud'] } };
        fleet.sites.cloud.clients = clients;
      }).filter((text) => text.includes('cloud'));
    expect(said(['office'])).toEqual(['border-loss-leaves-no-path: When cloud/border-1 is lost, office has no path to sensors.']);
    expect(said([{ name: 'office', prefix: ['10.78.0.0/24', '2001:db8:78::/64'] }])).toContain(
      'site-loss-leaves-no-path: When cloud is lost, sensors has no path from cloud over IPv6.',
    );
  });

  test('are lost in IPv6 with the one uplink that has it', () => {
    const said = (uplinks: unknown[]) =>
      saidOf((fleet) => {
        fleet.services = elsewhere;
        fleet.sites['mec-1'].uplinks = uplinks;
        fleet.sites['mec-1'].clients = ['upf-1'];
      }).filter((text) => text.startsWith('uplink-loss'));
    expect(said([dual, 'isp-x/pe-2'])).toEqual([]);
    expect(said([dual])).toEqual([
      'uplink-loss-leaves-no-path: When the uplink mec-1/border-1--isp-x/pe-1 is lost, upf-1 has no path to sensors.',
    ]);
    expect(said([dual, ipv4Alone])).toEqual([
      'uplink-loss-leaves-no-path: When the uplink mec-1/border-1--isp-x/pe-1 is lost, upf-1 has no path to sensors over IPv6.',
    ]);
  });
});
