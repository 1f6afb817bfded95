import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escape } from '../../../lab/src/report/html-text';
import { time, whole } from '../../../lab/src/report/numbers';
import { rowsOf, typicalTrial, variantOf } from '../../../lab/src/report/rows';
import { readRuns, terminalTables, writeReport } from '../../../lab/src/report';
import type { Journal } from '../../../lab/src/measure/journal';
import { journalOf, latencyOf, streamAt1Khz, trialOf } from '../measure/synthetic';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'report-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes runs into a folder of their own; gives its path. */
function written(name: string, journals: readonly (Journal | string)[]): string {
  const root = join(folder, name);
  journals.forEach((journal, index) => {
    const to = join(root, `run-${index}`);
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, 'journal.json'), typeof journal === 'string' ? journal : JSON.stringify(journal));
    const stream = streamAt1Khz(4500, (at) => (at < 1000 || at > 3700 ? 'mec-1/host-1' : at < 1260 ? undefined : 'mec-2/host-1'));
    const lines = [1, 2, 3].map((trial) => JSON.stringify({ trial, cell: 'all-hosts', injectNs: '2000000000', ...stream }));
    writeFileSync(join(to, 'samples.jsonl'), `${lines.join('\n')}\n`);
  });
  mkdirSync(root, { recursive: true });
  return root;
}

const three = [trialOf(1, 260, 320), trialOf(2, 280, 340), trialOf(3, 250, 310)];

describe('the rows of a run', () => {
  const invalid = trialOf(4, 999, 999, { invalid: ['the sender was late'] });
  const warmUp = trialOf(5, 888, 888, { warmUp: true });
  const [row] = rowsOf({ folder, journal: journalOf([...three, invalid, warmUp]) });

  test('count neither warm-up nor invalid trials, and keep the invalid ones to be listed', () => {
    expect(row?.outage).toMatchObject({ n: 3, median: 260, min: 250, max: 280 });
    expect(row?.invalid.map((trial) => trial.number)).toEqual([4]);
  });

  test('keep censored trials as longer than all others', () => {
    const [censored] = rowsOf({ folder, journal: journalOf([...three, trialOf(4, null, null)]) });
    expect(censored?.outage).toMatchObject({ n: 4, censored: 1, max: Infinity, median: 270 });
  });

  test('the typical trial is that of the median', () => {
    expect(row && typicalTrial(row)?.number).toBe(1);
  });
});

describe('the tables', () => {
  test('say what was published, ours, losses, budget and level', () => {
    const text = terminalTables([{ folder, journal: journalOf(three) }]);
    for (const part of ['597', '260 [250, 280]', '787 of 7,950', '316', 'level routers', 'a note of the lab'])
      expect(text).toContain(part);
  });

  test('of different levels are never one', () => {
    const cluster = journalOf(three, { level: 'cluster' });
    const text = terminalTables([
      { folder, journal: journalOf(three) },
      { folder, journal: cluster },
    ]);
    expect(text.match(/Failover at level/g)).toHaveLength(2);
  });

  test('list what is invalid, and why', () => {
    const text = terminalTables([{ folder, journal: journalOf([...three, trialOf(4, 9, 9, { invalid: ['late'] })]) }]);
    expect(text).toContain('trial 4 is invalid: late');
    expect(text).toContain('3 (+1 invalid)');
  });
});

describe('reading runs', () => {
  test('without an agent, and with another daemon on the backbone, are called so', () => {
    const variant = (given: Partial<Journal>) => variantOf({ folder, journal: journalOf(three, given) });
    expect(variant({ agent: false, backbone: 'BIRD' })).toContain('(backbone BIRD)');
    expect(variant({ agent: false })).toMatch(/, no agent$/);
    expect(variant({ agent: true })).not.toMatch(/agent|backbone/);
    expect(variant({ notes: ['the failover agent is left out'] })).not.toMatch(/no agent/);
  });

  test('of several fleets, each is called by its own, and of one fleet by none', () => {
    const names = (...fleets: string[]) =>
      readRuns(
        written(
          `fleets-${fleets.length}`,
          fleets.map((fleet) => JSON.stringify(journalOf(three, { fleet }))),
        ),
      ).map(variantOf);
    expect(names('one', 'other').map((name) => name.split(', ').at(-1))).toEqual(['one', 'other']);
    expect(names('one').join()).not.toContain('one');
  });

  test('every journal that cannot be read is told', () => {
    const root = written('broken', ['{', JSON.stringify({ ...journalOf(three), level: 'moon' })]);
    expect(() => readRuns(root)).toThrow(/run-0.*run-1.*level/s);
  });

  test('of the format before, runs without an agent are known by their note', () => {
    const variant = (notes: string[]) =>
      readRuns(written(`notes-${notes.length}`, [JSON.stringify({ ...journalOf(three), format: 1, notes })]))
        .map(variantOf)
        .join();
    expect(variant(['the failover agent is left out'])).toMatch(/, no agent$/);
    expect(variant([])).not.toContain('agent');
  });

  test('of the format before, the published figures are found by their old name', () => {
    const figure = { meanMs: 1.5, source: 'a book' };
    const journal = journalOf(three);
    const [cell] = journal.cells;
    const unpublished = { ...cell! };
    delete unpublished.published;
    const latency = { ...latencyOf(), thesis: figure };
    const old = {
      ...journal,
      format: 1,
      cells: [
        { ...unpublished, thesis: figure },
        { ...unpublished, name: 'other' },
      ],
      latencies: [latency],
    };
    const [read] = readRuns(written('old', [JSON.stringify(old)]));
    expect(read?.journal.cells).toEqual([
      { ...unpublished, published: figure },
      { ...unpublished, name: 'other' },
    ]);
    expect(read?.journal.latencies).toEqual([{ ...latencyOf(), published: figure }]);
  });

  test('of a format that nobody knows is refused in one line', () => {
    const refused = () => readRuns(written('later', [JSON.stringify({ ...journalOf(three), format: 3 })]));
    expect(refused).toThrow(/^these journals cannot be read:\n.*journal\.json: format: [^\n]*$/);
  });

  test('a folder without journals, or none, is told', () => {
    expect(() => readRuns(written('empty', []))).toThrow('there is no journal.json');
    expect(() => readRuns(join(folder, 'nowhere'))).toThrow('there is no folder');
  });
});

test('the report says where published latencies stand, once', async () => {
  const figure = (meanMs: number) => ({ meanMs, source: 'a book, page 7' });
  const latencies = [latencyOf({ published: figure(6) }), latencyOf({ site: 'mec-2', published: figure(60) })];
  const { html } = await writeReport(written('latencies', [journalOf([], { cells: [], latencies })]));
  expect(readFileSync(html, 'utf8').match(/Published: a book, page 7\./g)).toHaveLength(1);
});

test('the report is one file with its pictures in it, and needs nothing from elsewhere', async () => {
  const root = written('whole', [journalOf(three), journalOf(three, { border: 'bird' })]);
  const { html, pictures } = await writeReport(root);
  const text = readFileSync(html, 'utf8');
  expect(pictures.map((path) => path.slice(root.length + 1)).sort()).toEqual([
    'pictures/host-loss-all-hosts-1-frr-latency.svg',
    'pictures/host-loss-all-hosts-1-frr-timeline.svg',
    'pictures/host-loss-all-hosts-2-bird-latency.svg',
    'pictures/host-loss-all-hosts-2-bird-timeline.svg',
    'pictures/host-loss-all-hosts-ecdf.svg',
  ]);
  expect(text.match(/<svg/g)).toHaveLength(5);
  expect(text).not.toMatch(/(src|href)="(?!#)/);
  for (const picture of pictures) expect(readFileSync(picture, 'utf8')).toContain('level routers');
});

test('text of a fleet cannot become markup, wherever a report has it', async () => {
  expect(escape(`<script>"'&`)).toBe('&#60;script&#62;&#34;&#39;&#38;');
  const evil = (where: string) => `${where}<script>"'&`;
  const journal = journalOf(three);
  const cells = journal.cells.map((cell) => ({ ...cell, title: evil('cell'), client: evil('client'), faults: [evil('fault')] }));
  const texts = { fleet: evil('fleet'), question: evil('question'), command: evil('command') };
  const { html, pictures } = await writeReport(written('markup', [{ ...journal, ...texts, notes: [evil('note')], cells }]));
  const text = readFileSync(html, 'utf8');
  for (const where of ['cell', 'client', 'fault', 'fleet', 'question', 'command', 'note'])
    expect(text).toContain(`${where}&#60;script`);
  for (const file of [html, ...pictures]) expect(readFileSync(file, 'utf8')).not.toContain('<script');
});

test('numbers are short, and what was not observed is not a number', () => {
  expect([time(0), time(12.34), time(123.4), time(12345), time(null), time(Infinity), time(undefined)]).toEqual([
    '0',
    '12.3',
    '123',
    '12,345',
    '> trial',
    '> trial',
    '',
  ]);
  expect(whole(1234567)).toBe('1,234,567');
});
