import { Fleet } from '../../../lib/fleet';
import { routersOf } from '../../../lib/routers/model/derive';
import { testbed } from '../../fleet/testbed';

/** What the sessions of a router name and the router does not have, in the family of the session. */
function missing(change: (fleet: any) => void): string[] {
  const description = testbed();
  change(description);
  return routersOf(Fleet.from(description)).flatMap(({ fullName, bgp, policies, prefixSets }) => {
    const sessions = [...(bgp?.neighbors ?? []), ...(bgp?.dynamic ?? [])];
    const named = sessions.flatMap(({ family, importPolicy, exportPolicy }) => [
      ...[importPolicy, exportPolicy].map((name) => ({ family, name })),
    ]);
    const has = ({ family, name }: { family: number; name: string }) =>
      policies.some((policy) => policy.name === name && policy.family === family);
    const sets = policies.flatMap(({ family, rules }) =>
      rules.flatMap(({ prefixes }) => (prefixes ? [{ family, name: prefixes }] : [])),
    );
    const hasSet = ({ family, name }: { family: number; name: string }) =>
      prefixSets.some((set) => set.name === name && set.family === family);
    return [...named.filter((one) => !has(one)), ...sets.filter((one) => !hasSet(one))].map(({ name }) => `${fullName}: ${name}`);
  });
}

describe('every policy that a session names, and every prefix set of it, is there', () => {
  const v6 = { links: '2001:db8:1::/48', loopbacks: '2001:db8:2::/48', hosts: '2001:db8:3::/48', exchanges: '2001:db8:5::/48' };
  const plain = (fleet: any) => void (fleet.networks['isp-x'].transport = 'plain');

  test('in a fleet of IPv4', () => {
    expect(missing(() => undefined)).toEqual([]);
  });
  test.each(Object.keys(v6) as (keyof typeof v6)[])('where %s alone have IPv6, too', (space) => {
    expect(
      missing((fleet) => {
        plain(fleet);
        fleet.plan[space] = [fleet.plan[space], v6[space]];
      }),
    ).toEqual([]);
  });
});
