import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measuredOutages, publishedOutages } from '../../../lab/src/availability';
import type { Journal } from '../../../lab/src/measure/journal';
import { journalOf, trialOf } from '../measure/synthetic';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a run into a folder of its own. */
function write(name: string, journal: Journal): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'journal.json'), JSON.stringify(journal));
}

const trials = [trialOf(1, 250, 300), trialOf(2, 270, 300), trialOf(3, 999, 999, { warmUp: true })];
const [cell] = journalOf([]).cells;
const killed = { ...cell!, name: 'all-hosts', faults: ['app-kill mec-1/sensors'] };

describe('outages that were measured', () => {
  test('are the means of the trials that count, each with its run', () => {
    write('a', journalOf(trials));
    expect(measuredOutages(folder, 'test-fleet')).toEqual([
      {
        ...{ failure: 'all-hosts-loss', endedBy: 'failover', meanMs: 260 },
        source: 'host-loss/all-hosts, level routers, FRR, BFD 50 ms x 3, n = 2',
      },
    ]);
  });

  test('of a failed application without an agent end with its repair', () => {
    write('a', journalOf(trials, { cells: [killed] }));
    write('b', journalOf(trials, { cells: [killed], agent: false }));
    expect(measuredOutages(folder, 'test-fleet').map(({ failure, endedBy }) => [failure, endedBy])).toEqual([
      ['application-killed', 'failover'],
      ['application-killed', 'repair'],
    ]);
  });

  test('are none of a cell in which a trial ended before its outage, or of which no trial counts', () => {
    write('a', journalOf([...trials, trialOf(4, null, null)]));
    write('b', journalOf([trialOf(1, 5, 5, { invalid: ['late'] })]));
    expect(measuredOutages(folder, 'test-fleet')).toEqual([]);
  });

  test('of another fleet are left out, and told where there are no others', () => {
    write('a', journalOf(trials, { fleet: 'other' }));
    expect(() => measuredOutages(folder, 'test-fleet')).toThrow('nothing in');
    write('b', journalOf(trials));
    expect(measuredOutages(folder, 'test-fleet')).toHaveLength(1);
  });
});

describe('outages that were published', () => {
  test('of the thesis are those of its failover, and of its deleted pods', () => {
    const found = publishedOutages('examples/thesis-testbed/fleet.yaml');
    expect(found.map(({ failure, endedBy, meanMs }) => [failure, endedBy, meanMs])).toEqual([
      ['drain', 'failover', 596.67],
      ['withdraw', 'failover', 596.67],
      ['application-killed', 'failover', 596.67],
      ['application-hung', 'failover', 596.67],
      ['all-hosts-loss', 'failover', 596.67],
      ['application-killed', 'repair', 17_171.92],
    ]);
    for (const { source } of found) expect(source).toMatch(/^thesis, section/);
  });

  test('are none where no figure stands beside the fleet', () => {
    expect(publishedOutages('test/lab/fleets/three-sites.yaml')).toEqual([]);
  });
});
