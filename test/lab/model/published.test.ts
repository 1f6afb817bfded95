import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { experimentOf, experiments } from '../../../lab/src/experiments';
import { publishedBeside, publishedFailover, publishedFile, publishedLatency } from '../../../lab/src/model/published';

const names = experiments.map(({ name }) => name);
const figure = { meanMs: 597, deviationMs: 159, source: 'a book, page 7' };
const folder = mkdtempSync(join(tmpdir(), 'published-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is read of a file with this in it. */
function read(content: unknown) {
  writeFileSync(join(folder, publishedFile), typeof content === 'string' ? content : JSON.stringify(content));
  return publishedBeside(join(folder, 'fleet.yaml'), names);
}

describe('figures that were published of a fleet', () => {
  test('stand beside its file, and are found by cell and by client and site', () => {
    const published = read({
      failovers: [{ ...figure, cells: ['drain/drain', 'withdraw/withdraw'] }],
      latencies: [{ ...figure, client: 'mec-1/ran', site: 'mec-2' }],
    });
    expect(publishedFailover(published, 'withdraw', 'withdraw')).toEqual(figure);
    expect(publishedFailover(published, 'withdraw', 'other')).toBeUndefined();
    expect(publishedLatency(published, 'mec-1/ran', 'mec-2')).toEqual(figure);
    expect(publishedLatency(published, 'mec-1/ran', 'mec-1')).toBeUndefined();
  });

  test('are none where there is no such file', () => {
    expect(publishedBeside(join(folder, 'nowhere', 'fleet.yaml'), names)).toEqual({ failovers: [], latencies: [] });
  });

  test.each<[string, unknown, RegExp]>([
    ['what is no JSON', '{', /published\.json cannot be read:\n {2}.*JSON/],
    ['a figure without a source', { latencies: [{ meanMs: 1, client: 'a/b', site: 'a' }] }, /latencies\.0\.source: /],
    ['a key that nobody reads', { failover: [] }, /"failover"/],
    ['a cell without its experiment', { failovers: [{ ...figure, cells: ['drain'] }] }, /failovers\.0\.cells\.0: /],
    ['a time below nothing', { failovers: [{ ...figure, meanMs: -1, cells: ['drain/drain'] }] }, /failovers\.0\.meanMs: /],
    [
      'two figures of one cell',
      {
        failovers: [
          { ...figure, cells: ['drain/drain'] },
          { ...figure, cells: ['drain/drain'] },
        ],
      },
      /two figures of drain\/drain/,
    ],
    [
      'two latencies of one way',
      { latencies: [1, 2].map((meanMs) => ({ ...figure, meanMs, client: 'a/b', site: 'a' })) },
      /two figures of a\/b to a/,
    ],
    [
      'an unknown experiment',
      { failovers: [{ ...figure, cells: ['drain/drain', 'flood/one'] }] },
      /there is no experiment of flood\/one; there are: steady-state, drain/,
    ],
  ])('are refused with what is wrong: %s', (_, content, message) => expect(() => read(content)).toThrow(message));
});

const examples = join(__dirname, '../../../examples');
const withFigures = readdirSync(examples).filter((name) => existsSync(join(examples, name, publishedFile)));

test('an example has published figures', () => expect(withFigures).not.toEqual([]));

describe.each(withFigures)('the published figures of %s', (name) => {
  const file = join(examples, name, 'fleet.yaml');
  const fleet = Fleet.load(file);
  const { failovers, latencies } = publishedBeside(file, names);

  test('are of cells that its experiments have', () => {
    for (const cell of failovers.flatMap(({ cells }) => cells)) {
      const [experiment = '', wanted] = cell.split('/');
      const cells = experimentOf(experiment).cells({ fleet });
      expect(cells.map((entry) => entry.name)).toContain(wanted);
    }
  });

  test('are of client networks and sites that it has', () => {
    const clients = fleet.sites.flatMap((site) => site.clients.map((network) => `${site.name}/${network.name}`));
    for (const { client, site } of latencies) {
      expect(clients).toContain(client);
      expect(fleet.sites.map((entry) => entry.name)).toContain(site);
    }
  });
});
