import * as fc from 'fast-check';
import { Fleet } from '../../../lib/fleet';
import { Prefix } from '../../../lib/fleet/addresses/prefix';
import { routersOf } from '../../../lib/routers/model/derive';
import type { RouterModel } from '../../../lib/routers/model/router-model';
import { oddNetworks } from './odd-networks';
import { entersAt, passesPolicy, sourceRulesOf } from './passes';

/** What a fleet needs let through: `where: what` of each filter that drops it. */
function dropped(fleet: Fleet, routers = routersOf(fleet)): string[] {
  const wrong: string[] = [];
  for (const site of fleet.sites) {
    const vips = site.services.flatMap((service) => service.vips.map((vip) => Prefix.host(vip.address)));
    const routed = [...site.lan, ...site.clients.flatMap((client) => client.prefixes), ...vips];
    for (const model of routers) {
      const own = model.owner === site.name;
      for (const prefix of routed.map(String)) {
        for (const neighbor of model.bgp?.neighbors ?? []) {
          if ((neighbor.family === 6) !== prefix.includes(':')) continue;
          const at = `${model.fullName} with ${neighbor.description}`;
          // A border sends what is its own and takes what is not; a site's session with a PE takes the site's alone.
          const sends = model.role !== 'border' || own;
          const takes =
            model.role === 'border' ? !own : neighbor.kind !== 'site' || neighbor.description.startsWith(`${site.name}/`);
          const leaves = !(neighbor.kind === 'site' && neighbor.description.startsWith(`${site.name}/`));
          if (sends && leaves && !passesPolicy(model, neighbor.exportPolicy, prefix))
            wrong.push(`${at}: ${prefix} does not leave`);
          if (takes && !passesPolicy(model, neighbor.importPolicy, prefix)) wrong.push(`${at}: ${prefix} does not enter`);
        }
        for (const hosts of own ? (model.bgp?.dynamic ?? []) : [])
          if (vips.some((vip) => vip.toString() === prefix && vip.family === hosts.family))
            if (!passesPolicy(model, hosts.importPolicy, prefix)) wrong.push(`${model.fullName} with hosts: ${prefix}`);
      }
    }
  }
  for (const model of routers) {
    const rules = sourceRulesOf(model);
    for (const entry of model.interfaces) {
      // Neighbors, hosts and clients speak from the networks of the interface; what crosses the backbone from those of sites, and what enters
      // where sources are checked strictly from those of the site that is there.
      const there = fleet.sites.filter(
        ({ name }) => entry.sources && [model.owner, entry.description.split('/')[0]].includes(name),
      );
      const far = fleet.sites.filter((site) => site.name !== model.owner);
      const through = ['uplink', 'site', 'exchange'].includes(entry.purpose)
        ? (entry.sources ? there : far).flatMap((site) => [...site.lan, ...site.clients.flatMap((client) => client.prefixes)])
        : [];
      const answers =
        entry.purpose === 'clients' ? [] : there.flatMap((site) => site.services).flatMap((service) => service.vips);
      for (const source of [
        ...(entry.sources && entry.purpose === 'site' ? [] : entry.addresses.map(({ prefix }) => prefix)),
        ...through,
        ...answers.map(({ address }) => Prefix.host(address)),
      ])
        if (!entersAt(rules, entry.name, source)) wrong.push(`${model.fullName} ${entry.name}: nft drops ${source.toString()}`);
    }
  }
  return wrong;
}

test('a fleet with odd networks is refused by a rule, or every filter on the way lets them through', () => {
  const seen = { refused: 0, accepted: 0, odd: 0 };
  fc.assert(
    fc.property(oddNetworks, (description) => {
      const errors = Fleet.examine(description).findings.filter(({ severity }) => severity === 'error');
      if (errors.length) {
        seen.refused++;
        return;
      }
      seen.accepted++;
      const fleet = Fleet.from(description);
      if (JSON.stringify(description).includes('169.254.')) seen.odd++;
      expect(dropped(fleet)).toEqual([]);
      const defaults = { ...description.defaults, sourceCheck: 'strict' as const };
      expect(dropped(Fleet.from({ ...description, defaults }))).toEqual([]);
    }),
    { numRuns: 150, seed: 1 },
  );
  // Both sides of the property, and the case that the filter is derived for, were seen: by a fixed seed, since the last is rare.
  expect(seen.refused).toBeGreaterThan(20);
  expect(seen.accepted).toBeGreaterThan(20);
  expect(seen.odd).toBeGreaterThan(0);
}, 240_000);

test('the check of filters sees what a filter drops', () => {
  const fleet = Fleet.from({
    name: 'x',
    pools: { apps: '203.0.113.0/28' },
    plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
    networks: { operator: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] } },
    sites: {
      'mec-1': { as: 64701, uplinks: ['operator/pe-1'], clients: ['ran'] },
      'mec-2': { as: 64702, uplinks: ['operator/pe-2'] },
    },
    services: { hello: { vip: '203.0.113.1', selector: { app: 'hello' } } },
  });
  expect(dropped(fleet)).toEqual([]);
  const [border, ...others] = routersOf(fleet) as [RouterModel, ...RouterModel[]];
  const model = { ...border, bogons: [...border.bogons, '10.0.0.0/8'] };
  expect(dropped(fleet, [model, ...others])).toContain('mec-1/border-1 uplink0: nft drops 10.1.2.0/24');
  const closed = { ...border, policies: border.policies.map((policy) => ({ ...policy, rules: [] })) };
  const told = dropped(fleet, [closed, ...others]).map((line) => line.replace(/^.*: /, ''));
  // The site's own networks do not get out, the VIP not from its hosts, and nothing of the other site gets in.
  expect([...new Set(told)].sort()).toEqual([
    '10.1.1.0/24 does not leave',
    '10.1.2.0/24 does not enter',
    '10.2.1.0/27 does not leave',
    '203.0.113.1/32',
    '203.0.113.1/32 does not enter',
    '203.0.113.1/32 does not leave',
  ]);
  expect(entersAt(sourceRulesOf(model), 'uplink0', Prefix.parse('10.1.2.0/24'))).toBe(false);
  expect(passesPolicy(border, 'uplink-in-4', '169.254.7.0/24')).toBe(false);
  expect(passesPolicy(border, 'uplink-in-4', '10.1.2.0/31')).toBe(false);
});
