import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { experiments } from '../../../lab/src/experiments';
import { runLab } from '../../../lab/src/cli';
import { journalOf, trialOf } from '../measure/synthetic';

jest.setTimeout(60_000);

/** Runs `anycast-mec lab ...` in this process. */
async function said(...args: readonly string[]) {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  const code = await runLab(args, { out: line, err: line, colour: false });
  return { code, text: lines.join('\n') };
}

const folder = mkdtempSync(join(tmpdir(), 'measuring-test-'));
// A lab that somebody runs on this machine is none of ours.
process.env['ANYCAST_MEC_RUN'] = `${folder}-labs`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the list of experiments names each with its question', async () => {
  const { code, text } = await said('experiment', 'list');
  expect(code).toBe(0);
  for (const { name, question, ofCluster } of experiments)
    expect(text.split('\n')).toContain(`${name.padEnd(18)}  ${question}${ofCluster ? ' (level cluster)' : ''}`);
});

test.each([
  ['an unknown experiment', ['experiment', 'flood'], "there is no experiment 'flood'; there are: steady-state"],
  ['an unknown fault', ['measure', 'explode', 'mec-1'], "there is no fault 'explode'; there are: "],
  ['a border without a fleet', ['experiment', 'drain', '--border', 'bird'], 'name its --fleet, too'],
  ['BFD without a fleet', ['experiment', 'drain', '--bfd', '10x3'], 'name its --fleet, too'],
  ['BFD of backbones without a fleet', ['experiment', 'drain', '--backbone-bfd', '150x3'], 'name its --fleet, too'],
  ['sites without a fleet', ['experiment', 'drain', '--sites', 'mec-1'], 'name its --fleet, too'],
  [
    'a site that the fleet has not',
    ['experiment', 'drain', '--fleet', 'examples/dual-homed', '--sites', 'mec-1,mec-9'],
    "there is no site 'mec-9'; there are: mec-1, mec-2, mec-3, cloud-4",
  ],
  ['cells of several experiments', ['experiment', 'drain', 'withdraw', '--cells', 'drain'], '--cells is for one experiment'],
  ['BFD in words', ['experiment', 'drain', '--bfd', 'fast'], "such as '10x3'"],
  ['a running lab and a fleet', ['experiment', 'drain', '--lab', 'a', '--fleet', '.'], 'give one of them'],
  ['a fleet that is not there', ['experiment', 'drain', '--fleet', '/nowhere'], 'there is no file /nowhere'],
  ['trials that are no number', ['experiment', 'drain', '--trials', 'many'], 'allowed is a whole number'],
])('%s is wrong usage', async (_, args, message) => {
  const { code, text } = await said(...args);
  expect([code, text]).toEqual([2, expect.stringContaining(message)]);
});

test('a report is written of what is in the folder, and refused where nothing is', async () => {
  mkdirSync(join(folder, 'run'));
  writeFileSync(join(folder, 'run', 'journal.json'), JSON.stringify(journalOf([trialOf(1, 260, 320)])));
  const written = await said('report', folder, '--json');
  expect(written.code).toBe(0);
  expect(JSON.parse(written.text)).toMatchObject({ html: join(folder, 'report.html') });
  const nothing = await said('report', join(folder, 'nowhere'));
  expect([nothing.code, nothing.text]).toEqual([1, expect.stringContaining('there is no folder')]);
});
