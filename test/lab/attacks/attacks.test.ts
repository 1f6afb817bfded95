import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attackOf, attacks, themes } from '../../../lab/src/attacks';
import { UsageError } from '../../../lab/src/usage/usage-error';

describe('the attacks', () => {
  test('have names of their own, in the form of a word of a command line', () => {
    const names = attacks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name) || name === 'all')).toEqual([]);
  });

  test.each(attacks.map((attack) => [attack.name, attack] as const))('%s says everything of itself', (_, attack) => {
    const { summary, attacked, rate, origins, harms, defence } = attack;
    expect([summary, attacked, rate].filter((text) => text.trim() === '')).toEqual([]);
    expect(rate).toMatch(/\d|one/);
    expect([origins.length > 0, harms.length > 0]).toEqual([true, true]);
    expect(new Set(origins).size).toBe(origins.length);
    const defences = 'inside' in defence ? [defence.inside] : defence.map(({ what }) => what);
    expect(defences.map(Boolean)).not.toContain(false);
  });

  test('are all that have a file, named as it, in the folder of their theme', () => {
    for (const [theme, entries] of Object.entries(themes)) {
      const folder = join(__dirname, '../../../lab/src/attacks', theme);
      const files = readdirSync(folder).filter((name) =>
        /^export const \w+: Attack = /m.test(readFileSync(join(folder, name), 'utf8')),
      );
      expect(files.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual(entries.map(({ name }) => name).sort());
    }
  });

  test('have a row in the guide, in this order', () => {
    const guide = readFileSync(join(__dirname, '../../../docs/guides/attacks.md'), 'utf8');
    const rows = attacks.map(({ name, origins, summary, defence }) => {
      const defences = 'inside' in defence ? defence.inside : defence.map(({ what }) => what).join(', ') || 'none';
      return `| \`${name}\` | ${origins.join(', ')} | ${summary} | ${defences} |`;
    });
    expect(
      guide.split('\n').filter((line) => line.startsWith('| `') && line.split('|').length === 6 && !line.includes('a machine')),
    ).toEqual(rows);
  });

  test('are found by their name, and an unknown one lists them', () => {
    for (const attack of attacks) expect(attackOf(attack.name)).toBe(attack);
    expect(() => attackOf('meteor')).toThrow(UsageError);
    expect(() => attackOf('meteor')).toThrow(/there is no attack 'meteor'; there are: foreign-vip, /);
  });
});
