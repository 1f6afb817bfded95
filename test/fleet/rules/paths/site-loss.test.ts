import { Fleet } from '../../../../lib/fleet';
import { testbed } from '../../testbed';
import { dualStack } from '../changes';

const told = (change: (fleet: any) => void) => {
  const description = testbed();
  change(description);
  const found = Fleet.examine(description).findings.filter(({ rule }) => rule === 'site-loss-leaves-no-path');
  return found.map(({ path, message }) => `${path}: ${message}`);
};

/** Sites at a third network, which meets the cloud's network and never the one of the MECs. */
function beyond(fleet: any, sites: Readonly<Record<string, readonly string[]>>): void {
  const both = fleet.plan.links.length === 2;
  fleet.networks['isp-z'] = { as: 64599, routers: { 'z-1': 'pe' }, ...(both && { transport: 'plain' }) };
  fleet.exchanges.other = { members: ['isp-y/y-2', 'isp-z/z-1'] };
  for (const [index, [name, clients]] of Object.entries(sites).entries())
    fleet.sites[name] = { number: 50 + index, as: 64990 + index, uplinks: ['isp-z/z-1'], clients };
  fleet.services.sensors.sites = ['mec-1', 'mec-2', 'cloud'];
}

describe('the loss of a site strands', () => {
  test('clients elsewhere that reach the service at this site alone', () => {
    expect(told((fleet) => beyond(fleet, { far: ['upf-9'] }))).toEqual([
      'sites.cloud: When cloud is lost, sensors has no path from far.',
    ]);
  });

  test('no site without clients', () => expect(told((fleet) => beyond(fleet, { far: [] }))).toEqual([]));

  test('clients of both families in both, told once', () => {
    const both = (fleet: any) => {
      dualStack(fleet);
      beyond(fleet, { far: ['upf-9'] });
    };
    expect(told(both)).toEqual(['sites.cloud: When cloud is lost, sensors has no path from far.']);
  });

  test('several sites, of which five are told', () => {
    const sites = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, [`upf-${name}`]]));
    expect(told((fleet) => beyond(fleet, sites))).toEqual([
      'sites.cloud: When cloud is lost, sensors has no path from a, b, c, d, e.',
    ]);
  });

  test('nobody where another site serves', () => expect(told(() => undefined)).toEqual([]));
});
