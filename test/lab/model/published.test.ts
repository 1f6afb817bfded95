import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { publishedFile } from 'anycast-mec/contract';
import { measurableOf } from '../../../lab/src/experiments/measurable';
import { publishedBeside, publishedFailover, publishedLatency } from '../../../lab/src/model/published';

const measurable = measurableOf(Fleet.load(join(__dirname, '../fleets/three-sites.yaml')));
const figure = { meanMs: 597, deviationMs: 159, source: 'a book, page 7' };
const folder = mkdtempSync(join(tmpdir(), 'published-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is read of a file with this in it. */
function read(content: unknown) {
  writeFileSync(join(folder, publishedFile), typeof content === 'string' ? content : JSON.stringify(content));
  return publishedBeside(join(folder, 'fleet.yaml'), measurable);
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
    expect(publishedBeside(join(folder, 'nowhere', 'fleet.yaml'), measurable)).toEqual({ failovers: [], latencies: [] });
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
      { latencies: [1, 2].map((meanMs) => ({ ...figure, meanMs, client: 'mec-1/ran', site: 'mec-2' })) },
      /two figures of mec-1\/ran to mec-2/,
    ],
    [
      'an unknown experiment',
      { failovers: [{ ...figure, cells: ['drain/drain', 'flood/one'] }] },
      /there is no experiment flood; there are: steady-state, drain/,
    ],
    [
      'a cell that its experiment has not',
      { failovers: [{ ...figure, cells: ['app-loss/killed', 'app-loss/burnt'] }] },
      /there is no cell app-loss\/burnt; there are: app-loss\/killed, app-loss\/hung/,
    ],
    [
      'an unknown client network, and one of a site that has none',
      { latencies: ['mec-1/lan', 'cloud/ran'].map((client) => ({ ...figure, client, site: 'mec-2' })) },
      /no client network mec-1\/lan; there are: mec-1\/ran, mec-2\/ran\n {2}there is no client network cloud\/ran/,
    ],
    [
      'an unknown site',
      { latencies: [{ ...figure, client: 'mec-1/ran', site: 'mec-9' }] },
      /no site mec-9; there are: mec-1, mec-2, cloud/,
    ],
  ])('are refused with what is wrong: %s', (_, content, message) => expect(() => read(content)).toThrow(message));
});

const examples = join(__dirname, '../../../examples');
const withFigures = readdirSync(examples).filter((name) => existsSync(join(examples, name, publishedFile)));

test('an example has published figures', () => expect(withFigures).not.toEqual([]));

describe.each(withFigures)('the published figures of %s', (name) => {
  const file = join(examples, name, 'fleet.yaml');
  test('are of what is measured of it', () => {
    const { failovers, latencies } = publishedBeside(file, measurableOf(Fleet.load(file)));
    expect(failovers.length + latencies.length).toBeGreaterThan(0);
  });
});
