import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readJournal } from '../../../lab/src/measure/journal';
import { describeReal } from '../../real/network/requirements';
import { fleetFile, lab, mustLab, small } from '../keeper/running';

jest.setTimeout(240_000);

const name = `test-measure-${process.pid}`;

describeReal('what is measured in a lab that runs', ['frr', 'bird', 'nftables', 'namespaces'], () => {
  const fleet = fleetFile(small);
  const out = mkdtempSync(join(tmpdir(), 'measured-'));

  const figure = { meanMs: 597, source: 'a test' };

  beforeAll(() => {
    const published = { failovers: [{ ...figure, cells: ['drain/drain'] }] };
    writeFileSync(join(dirname(fleet.file), 'published.json'), JSON.stringify(published));
    return mustLab('up', fleet.file, '--level', 'routers', '--name', name);
  });
  afterAll(async () => {
    await lab('down', '--lab', name);
    fleet.remove();
    rmSync(out, { recursive: true, force: true });
  });

  test('a drain moves the client to the site that the Fleet predicts, and the journal says when', async () => {
    await mustLab('experiment', 'drain', '--lab', name, '--trials', '1', '--out', out);
    const journal = readJournal(JSON.parse(readFileSync(join(out, 'drain', 'journal.json'), 'utf8'))).data!;
    expect(journal).toMatchObject({
      experiment: 'drain',
      level: 'routers',
      fleet: 'small',
      cells: [{ first: 'mec-1', next: 'mec-2', published: figure }],
    });
    const moved = journal.trials.filter((trial) => !trial.warmUp && trial.failoverMs !== null);
    // On a busy machine a trial may be invalid; it is then done again and listed.
    expect(moved.length).toBeGreaterThan(0);
    const kinds = new Set(moved.flatMap((trial) => trial.events.map((event) => event.kind)));
    expect([...kinds]).toEqual(expect.arrayContaining(['inject', 'bgp-announce', 'fib-changed', 'first-reply', 'heal', 'back']));
    expect(
      readFileSync(join(out, 'drain', 'samples.jsonl'), 'utf8')
        .trim()
        .split('\n').length,
    ).toBeGreaterThan(2);
    expect(existsSync(join(out, 'report.html'))).toBe(true);
  });

  test('what this level or fleet cannot do is refused with the reason, and nothing stays broken', async () => {
    expect(await lab('experiment', 'pod-delete', '--lab', name, '--out', out)).toMatchObject({
      code: 1,
      err: expect.stringContaining('pod-delete needs clusters, which level routers has not: use --level cluster'),
    });
    expect(await lab('experiment', 'border-loss', '--lab', name, '--out', out)).toMatchObject({
      code: 1,
      err: expect.stringContaining('with 2 other sites behind it'),
    });
    expect(await lab('experiment', 'flood', '--lab', name)).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no experiment 'flood'"),
    });
    expect(JSON.parse(await mustLab('status', '--lab', name, '--json'))).toMatchObject({ faults: [] });
  });

  test('a fault that is there already must be healed first', async () => {
    await mustLab('fault', 'drain', 'mec-2', '--lab', name);
    const { code, err } = await lab('measure', 'drain', 'mec-1', '--lab', name, '--out', out);
    await mustLab('heal', '--lab', name);
    expect([code, err]).toEqual([1, expect.stringContaining('heal the faults first')]);
  });
});
