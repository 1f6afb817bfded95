import { Fleet } from '../../lib/fleet';
import { routersOf } from '../../lib/routers';
import { practices } from '../../lib/practices';
import type { Place } from '../../lib/practices';
import { casesOfPaths } from './cases-paths';
import { casesOfPrefixes } from './cases-prefixes';
import { casesOfSessions } from './cases-sessions';
import { casesOfSources } from './cases-sources';
import { unchanged } from './changed';
import type { Change } from './changed';

const cases = [...casesOfSessions, ...casesOfPrefixes, ...casesOfPaths, ...casesOfSources];
const fleet = Fleet.load('examples/dual-homed/fleet.yaml');
const routers = routersOf(fleet);

/** Where a practice is not followed by the routers of the fleet, changed. */
function lacking(id: string, change: Change = unchanged): Required<Place>[] {
  const practice = practices.find((candidate) => candidate.id === id)!;
  const places = [...practice.look!({ fleet, routers: routers.map(change) })];
  expect(places.length).toBeGreaterThan(0);
  return places.filter((place): place is Required<Place> => place.lack !== undefined);
}

describe.each(cases)('$id', ({ id, broken, mended }) => {
  test.each(broken)('is not met with %s', (_, change, lack, where) => {
    const found = lacking(id, change).filter((place) => place.where.includes(where));
    expect(found.map((place) => place.lack)).toEqual(expect.arrayContaining([expect.stringMatching(lack)]));
  });

  test('is met at every place where it should be', () => expect(lacking(id, mended)).toEqual([]));
});

test('every practice that looks at something is held against what follows it and what does not', () => {
  const looking = practices.filter(({ look }) => look).map(({ id }) => id);
  expect(cases.map(({ id }) => id).sort()).toEqual([...looking].sort());
});

test('every practice says who asks it, why, and what to do', () => {
  for (const { id, title, source, explanation, remedy } of practices) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [title, explanation, remedy]) expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(source).toMatch(/RFC|MANRS/);
  }
});
