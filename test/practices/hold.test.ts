import { Fleet } from '../../lib/fleet';
import { hold, practices, profiles } from '../../lib/practices';
import type { Place, Practice } from '../../lib/practices';
import { rules } from '../../lib/fleet/rules';
import { readingFindings } from '../../lib/fleet/findings/reading';

const fleet = Fleet.load('examples/minimal/fleet.yaml');

function practice(places?: readonly Place[]): Practice {
  const texts = { title: 'A title.', source: 'RFC 1', explanation: 'Why.', remedy: 'Mend it.' };
  return { id: 'a', ...texts, ...(places && { look: () => places }) };
}

describe('a practice', () => {
  test.each<[string, readonly Place[] | undefined, string, number, number]>([
    ['followed everywhere', [{ where: 'a' }, { where: 'b' }], 'met', 2, 0],
    ['that the fleet has no place for', [], 'met', 0, 0],
    ['not followed at one place', [{ where: 'a' }, { where: 'b', lack: 'all' }], 'not met', 2, 1],
    ['that nothing generated shows', undefined, 'left to the operator', 0, 0],
  ])('%s', (_, places, standing, looked, lacking) => {
    const [held] = hold(fleet, [practice(places)]);
    expect(held).toMatchObject({ standing, looked });
    expect(held?.lacking).toHaveLength(lacking);
  });

  test('looks at every router of the fleet', () => {
    const everywhere: Practice = {
      ...practice(),
      look: ({ routers }) => routers.map(({ fullName }) => ({ where: fullName, lack: 'all' })),
    };
    const [held] = hold(fleet, [everywhere]);
    expect(held?.lacking.map(({ where }) => where)).toEqual([
      'mec-1/border-1',
      'cloud/border-1',
      'operator/pe-1',
      'operator/pe-2',
    ]);
  });
});

describe('profiles', () => {
  test.each(Object.entries(profiles))('%s asks nothing twice', (_, profile) => {
    expect(new Set(profile.practices).size).toBe(profile.practices.length);
  });

  test('ask nothing that has the name of a rule, or of another practice', () => {
    const ids = [...rules.map(({ id }) => id), ...Object.keys(readingFindings), ...practices.map(({ id }) => id)];
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
  });
});
