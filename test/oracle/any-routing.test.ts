import { Fleet } from '../../lib/fleet';
import { singleLosses } from './losses';
import { fleetOf, isAccepted } from './oracle';
import { smaller } from './smaller';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const fleets = seeds.map((seed) => fleetOf(seed));

test('a seed always gives the same fleet', () => {
  expect(fleetOf(7)).toEqual(fleetOf(7));
  expect(new Set(fleets.map((fleet) => JSON.stringify(fleet))).size).toBe(seeds.length);
});

test('the fleets of the oracle have every shape that it is to judge', () => {
  const networks = fleets.flatMap((fleet) => Object.values(fleet.networks));
  const sites = fleets.flatMap((fleet) => Object.values(fleet.sites));
  const some = <T>(list: readonly T[], is: (entry: T) => boolean) => expect(list.some(is)).toBe(true);
  for (const count of [1, 2, 3]) some(fleets, (fleet) => Object.keys(fleet.networks).length === count);
  some(networks, ({ ibgp }) => typeof ibgp === 'object');
  some(networks, ({ ibgp }) => ibgp === undefined);
  some(fleets, ({ exchanges }) => Object.keys(exchanges ?? {}).length === 2);
  for (const count of [1, 2]) some(sites, ({ borders }) => Object.keys(borders ?? {}).length === count);
  for (const count of [1, 2, 3]) some(sites, ({ uplinks }) => uplinks.length === count);
  some(sites, ({ hosts }) => Array.isArray(hosts) && new Set(hosts.map((host) => host.as)).size === 2);
  some(sites, ({ uplinks }) => uplinks.some((uplink) => typeof uplink !== 'string' && uplink.asOverride === true));
  for (const families of ['4', '46', '6'])
    some(
      fleets,
      (fleet) =>
        [...new Set(Fleet.from(fleet).pools.flatMap(({ blocks }) => blocks.map((block) => block.family)))].join('') === families,
    );
  for (const count of [2, 6]) some(fleets, (fleet) => Object.keys(fleet.sites).length === count);
  some(fleets, ({ services = {} }) => Object.values(services).some((service) => service.sites !== undefined));
});

test('every loss of them can be predicted', () => {
  for (const description of fleets.slice(0, 10)) {
    const fleet = Fleet.from(description);
    for (const { state } of singleLosses(fleet)) {
      const prediction = fleet.predict(state);
      for (const { name } of fleet.services)
        expect(prediction.answers(name).every(({ lost, sites }) => lost.length || sites.length)).toBe(true);
    }
  }
});

test('a smaller fleet is smaller, and some of them pass the check', () => {
  const [description] = fleets;
  if (!description) throw new Error('no fleet');
  const less = [...smaller(description)];
  expect(less.every((other) => JSON.stringify(other).length < JSON.stringify(description).length)).toBe(true);
  expect(less.some(isAccepted)).toBe(true);
});
