import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attacks } from '../../../lab/src/attacks';
import type { AttackResult } from '../../../lab/src/attacks/run';
import { isWell, outcomesText } from '../../../lab/src/cli/attack-table';
import { runLab } from '../../../lab/src/cli';
import { client, measured } from '../attacks/measured';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'attack-test-'));
// A lab that somebody runs on this machine is none of ours.
process.env['ANYCAST_MEC_RUN'] = `${folder}-labs`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `anycast-mec lab ...` in this process. */
async function said(...args: readonly string[]) {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  const code = await runLab(args, { out: line, err: line, colour: false });
  return { code, text: lines.join('\n') };
}

describe('lab attack', () => {
  test('lists every attack with what defends, and what must hold', async () => {
    const { code, text } = await said('attack', '--list');
    expect(code).toBe(0);
    for (const { name } of attacks) expect(text).toContain(` ${name} `);
    expect(text).toContain('check of the TTL (GTSM)');
    expect(text).toContain("no session ends but the attacker's");
    const listed = JSON.parse((await said('attack', '--list', '--json')).text) as { name: string }[];
    expect(listed.map(({ name }) => name)).toEqual(attacks.map(({ name }) => name));
  });

  test.each([
    ['nothing to do', [], "name attacks, or 'all'"],
    ['an unknown attack', ['meteor'], "there is no attack 'meteor'; there are: foreign-vip"],
    ['an origin that is none', ['foreign-vip', '--from', 'space'], 'Allowed choices are client, host, customer'],
    ['an origin that the attack does not know', ['foreign-vip', '--from', 'client'], 'none of these attacks is made by a client'],
    ['another level', ['foreign-vip', '--fleet', '.', '--level', 'cluster'], 'attacks are run at level routers'],
    ['a border without a fleet', ['foreign-vip', '--border', 'bird'], 'name its --fleet, too'],
    ['a fleet that is not there', ['foreign-vip', '--fleet', '/nowhere'], 'there is no file /nowhere'],
    ['a time that is none', ['foreign-vip', '--for', 'ever'], '--for'],
  ])('%s is wrong usage', async (_, args, message) => {
    const { code, text } = await said('attack', ...args);
    expect([code, text]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('what became of attacks', () => {
  const result: AttackResult = {
    attack: 'foreign-vip',
    origin: 'customer',
    router: 'isp/pe-1',
    dialect: 'frr',
    defence: 'import filter',
    undefended: measured({ routes: 1, ...client(2, null) }),
    defended: measured(),
    verdict: 'holds',
  };

  test.each([
    ['holds', result, true],
    ['does not hold', { ...result, verdict: 'broken' } as const, false],
    ['is not proved', { ...result, verdict: 'unproved' } as const, false],
    ['could not be run', { attack: 'foreign-vip', origin: 'host', failed: 'no such rule' } as const, false],
    ['has no place in the fleet', { attack: 'foreign-vip', origin: 'host', skipped: 'no place' } as const, true],
  ])('what %s is told by the exit code', (_, outcome, isSo) => {
    expect(isWell(outcome)).toBe(isSo);
  });

  test('both columns stand side by side, with what the attacker achieved', () => {
    const text = outcomesText([result, { attack: 'long-path', origin: 'host', skipped: 'this fleet has no place' }]);
    for (const part of [
      'isp/pe-1 (FRR)',
      '1 routes taken',
      'p99 endless (before: 2.00 ms), 400 of 500 lost',
      'no harm',
      '3 packets/s',
      'holds',
      'left out: this fleet has no place',
    ])
      expect(text).toContain(part);
  });

  test('a defence that cannot be taken out is told in place of the first column', () => {
    const { undefended, ...inside } = result;
    expect(outcomesText([{ ...inside, ...(undefended && { undefended }) }])).not.toContain('cannot be taken out');
    expect(outcomesText([{ ...inside, defence: 'RFC 7606 in the daemon' }])).toContain(
      'cannot be taken out: RFC 7606 in the daemon',
    );
  });
});
