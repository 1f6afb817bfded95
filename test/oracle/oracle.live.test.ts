import { describeReal } from '../real/network/requirements';
import { fleetOf, judge } from './oracle';
import type { Loss } from './losses';

jest.setTimeout(240_000);

/** Kinds of losses that one fleet is tried with: each takes seconds, and six fleets together see every kind several times. */
const kindsAFleet = 5;

/** One loss each of some kinds; of which kinds and elements, the place of the fleet says. */
const someKinds =
  (place: number) =>
  (losses: readonly Loss[]): Loss[] => {
    const kinds = [...new Set(losses.map(({ kind }) => kind))];
    const chosen = Array.from({ length: kindsAFleet }, (_, index) => kinds[(place * kindsAFleet + index) % kinds.length]);
    return [...new Set(chosen)].flatMap((kind) => {
      const of = losses.filter((loss) => loss.kind === kind);
      return of[place % of.length] ?? [];
    });
  };

describeReal('random small fleets do what is predicted, whatever is lost', ['frr', 'bird', 'nftables', 'namespaces'], () => {
  test.each([1, 2, 3, 4, 5, 6])('the fleet of seed %i', async (seed) => {
    const description = fleetOf(seed, { sites: 3, borders: 2, uplinks: 2 });
    const { states, disagreements } = await judge(description, { chosen: someKinds(seed) });
    expect(disagreements).toEqual([]);
    expect(states).toBe(1 + kindsAFleet);
  });
});
