import * as fc from 'fast-check';
import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { routersOf } from '../../../lib/routers/model/derive';
import { mostCommunities, mostFromOutside, mostHops, refusedFromOutside } from '../../../lib/routers/model/outside';
import type { Policy } from '../../../lib/routers/model/policy';
import type { RouterModel } from '../../../lib/routers/model/router-model';
import { testbed } from '../../fleet/testbed';
import { anyFleet } from '../../properties/any-fleet';

/** What of the sessions of routers with other AS would take an odd route, or any number of them. */
function open(routers: readonly RouterModel[]): string[] {
  return routers.flatMap(({ fullName, bgp, policies }) =>
    [...(bgp?.neighbors ?? []), ...(bgp?.dynamic ?? [])]
      .filter(({ remoteAs }) => remoteAs !== bgp?.as)
      .flatMap((session) => {
        const policy = policies.find(({ name }) => name === session.importPolicy)!;
        const at = `${fullName} with ${session.description}`;
        return [
          ...(session.maxPrefix === undefined ? [`${at}: any number`] : []),
          ...(holdsPaths(policy, session.remoteAs) ? [] : [`${at}: any path`]),
          ...(policy.rules.every(({ action, stripCommunities }) => action === 'refuse' || stripCommunities)
            ? []
            : [`${at}: marks`]),
        ];
      }),
  );
}

/** Whether a policy takes whole paths alone that begin with the neighbor, or refuses odd ones first. */
function holdsPaths({ rules }: Policy, as: number): boolean {
  const whole = rules.every(({ action, asPaths }) => action === 'refuse' || asPaths?.every(([first]) => first === as));
  const wanted = refusedFromOutside(as, false);
  return whole || JSON.stringify(rules.slice(0, wanted.length)) === JSON.stringify(wanted);
}

describe('a session with another AS', () => {
  test('takes no odd path, no marks and no more prefixes than a limit, in any fleet', () => {
    fc.assert(
      fc.property(anyFleet, (description) => {
        expect(open(routersOf(Fleet.from(description)))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('is told where it does: at an exchange, towards a provider, of a site and of hosts', () => {
    const routers = routersOf(Fleet.from(testbed()));
    expect(open(routers)).toEqual([]);
    const careless = routers.map((model) => ({
      ...model,
      policies: model.policies.map((policy) => ({ ...policy, rules: [{ action: 'accept' as const }] })),
      ...(model.bgp && {
        bgp: {
          ...model.bgp,
          neighbors: model.bgp.neighbors.map(({ maxPrefix: _none, ...more }) => more),
          dynamic: model.bgp.dynamic.map(({ maxPrefix: _none, ...more }) => more),
        },
      }),
    }));
    const told = open(careless);
    for (const at of [
      'isp-x/x-1 with isp-y/y-1',
      'mec-1/border-1 with isp-x/pe-1',
      'isp-x/pe-1 with mec-1/border-1',
      'mec-1/border-1 with hosts of mec-1',
    ])
      for (const what of ['any number', 'any path', 'marks']) expect(told).toContain(`${at}: ${what}`);
  });

  test('of one AS, inside a site or network, is not limited: what it carries was', () => {
    const inside = routersOf(Fleet.from(testbed())).flatMap(({ bgp }) =>
      (bgp?.neighbors ?? []).filter(({ remoteAs }) => remoteAs === bgp?.as),
    );
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.filter(({ maxPrefix }) => maxPrefix !== undefined)).toEqual([]);
  });

  test('refuses, in this order, another first AS, long paths and crowds of each kind of communities', () => {
    expect(refusedFromOutside(64600, false)).toEqual([
      { action: 'refuse', firstAsOtherThan: 64600 },
      { action: 'refuse', hopsAbove: mostHops },
      { action: 'refuse', communitiesAbove: { kind: 'standard', count: mostCommunities } },
      { action: 'refuse', communitiesAbove: { kind: 'extended', count: mostCommunities } },
      { action: 'refuse', communitiesAbove: { kind: 'large', count: mostCommunities } },
    ]);
  });
});

describe('the room for prefixes from outside', () => {
  /** A fleet of so many sites, each with a host network alone; and a VIP. */
  const ofSites = (sites: number) => {
    const one = Fleet.from({
      ...testbed(),
      services: { hello: { vip: '11.11.11.1', selector: { app: 'hello' } } },
    } satisfies FleetDescription);
    const [site] = one.sites;
    return mostFromOutside({
      ...one,
      sites: Array.from({ length: sites }, () => ({ ...site!, clients: [] })),
    });
  };

  test.each([
    [1, 10_000],
    [4_999, 10_000],
    [5_000, 100_000],
    [49_999, 100_000],
    [50_000, 1_000_000],
  ])('of a fleet of %d sites is %d: twice what it announces fits', (sites, room) => expect(ofSites(sites)).toBe(room));
});
