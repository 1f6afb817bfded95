import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureIds } from '../../lib/availability';
import { journalOf, trialOf } from '../lab/measure/synthetic';
import { cli, folderWith } from './cli';

let folder: string;
beforeEach(() => {
  folder = folderWith('thesis-testbed');
});
afterEach(() => rmSync(folder, { recursive: true }));

const json = async (...args: string[]) => JSON.parse((await cli('slo', ...args, '--json')).out);

test('the equation, its inputs and what comes of it stand in a table for each client network', async () => {
  const { code, out } = await cli('slo', folder, '--site', 'mec-1');
  expect(code).toBe(0);
  for (const part of [
    'availability = MTBF / (MTBF + MTTR)',
    'sensors (11.11.11.11) for mec-1/upf-1, answered by mec-1',
    'All together: ',
    'until repaired',
  ])
    expect(out).toContain(part);
  expect(out).toMatch(/all-hosts-loss +│ mec-1 +│ 310 ms \(budget\) +│ 4 h \(assumed\) +│ 30 d +│ 99\.99998[78]\d* % /);
  expect(out).toMatch(/all-hosts-loss .* 8361 +│ 836 +│ 83 /);
  expect(out).toMatch(/withdraw .* unlimited +│ unlimited +│ unlimited /);
  expect(out).not.toContain('mec-2/upf-2');
});

test('as JSON it holds every input, and no infinity', async () => {
  const { clients, equation, monthMs } = await json(folder, '--mtbf', '1h,host-loss=2h', '--repair', '60s');
  expect([equation, monthMs]).toEqual(['availability = MTBF / (MTBF + MTTR)', 2_592_000_000]);
  expect(clients.map(({ client }: { client: string }) => client)).toHaveLength(4);
  for (const { failures } of clients) {
    for (const { failure, mtbfMs, repair, outage, mostAMonth } of failures) {
      expect(failureIds).toContain(failure);
      expect(mtbfMs).toBe(failure === 'host-loss' ? 7_200_000 : 3_600_000);
      expect(repair).toEqual({ ms: 60_000, from: 'given' });
      expect(mostAMonth.map(({ percent }: { percent: number }) => percent)).toEqual([99.9, 99.99, 99.999]);
      if (outage.ms === 0) expect(mostAMonth[0].most).toBe('unlimited');
    }
  }
});

test('the figures that were published stand beside, by the kind of failure that they are of', async () => {
  const { clients } = await json('examples/thesis-testbed', '--mtbf', '1h', '--site', 'mec-1');
  const [{ failures }] = clients;
  const of = (id: string) => failures.find(({ failure }: { failure: string }) => failure === id);
  expect(of('application-killed').published).toMatchObject({
    outage: { ms: 596.67, from: 'published' },
    repair: { ms: 17_171.92, from: 'published' },
    improvement: expect.closeTo(0.0045816, 7),
  });
  expect(of('all-hosts-loss').published).toMatchObject({ outage: { ms: 596.67 }, repair: { from: 'assumed' } });
  expect(of('host-loss')).not.toHaveProperty('published');
  const { out } = await cli('slo', 'examples/thesis-testbed', '--site', 'mec-1');
  expect(out).toContain('as published');
  expect(out).toContain('published: thesis, section 4.3.3');
  expect((await cli('slo', folder)).out).not.toContain('as published');
});

test('figures that are wrong are refused', async () => {
  writeFileSync(join(folder, 'published.json'), '{ "failovers": 1 }');
  expect(await cli('slo', folder)).toMatchObject({ code: 1, err: expect.stringContaining('published.json cannot be read') });
});

describe('what the lab measured', () => {
  const write = (name: string, fleet: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, name, 'journal.json'),
      JSON.stringify(journalOf([trialOf(1, 250, 300), trialOf(2, 270, 300)], { fleet })),
    );
  };

  test('takes the place of the budget', async () => {
    write('run', 'thesis-testbed');
    const { clients } = await json(folder, '--measured', folder, '--site', 'mec-1');
    const all = clients[0].failures.find(({ failure }: { failure: string }) => failure === 'all-hosts-loss');
    expect(all.outage).toEqual({
      ...{ ms: 260, from: 'measured' },
      source: 'host-loss/all-hosts, level routers, FRR, BFD 50 ms x 3, n = 2',
    });
    expect((await cli('slo', folder, '--measured', folder)).out).toContain('measured: host-loss/all-hosts');
  });

  test('of another fleet, or nothing, is refused', async () => {
    expect(await cli('slo', folder, '--measured', folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no journal.json'),
    });
    write('run', 'other');
    expect(await cli('slo', folder, '--measured', folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('was measured of the fleet thesis-testbed; there are: other'),
    });
  });
});

describe('an objective', () => {
  test.each([
    [['--objective', '99.99', '--failovers', '4'], 0, 'met for 4 of 4'],
    [['--objective', '99.99', '--failovers', '400'], 1, 'application-hung at mec-1 takes 787 ms, which fits 329 times'],
    [['--objective', '99.9'], 1, 'not met for 4 of 4'],
    [['--objective', '99.9', '--mtbf', 'border-loss=3650d'], 0, 'met for 4 of 4'],
  ])('%j ends with exit code %d', async (args, code, text) => {
    const ran = await cli('slo', folder, ...args);
    expect(ran).toMatchObject({ code, out: expect.stringContaining(text) });
    const { objective } = JSON.parse((await cli('slo', folder, ...args, '--json')).out);
    expect([objective.met, objective.misses.length === 0]).toEqual([code === 0, code === 0]);
  });

  test.each([
    ['failovers without it', ['--failovers', '4'], 'give --objective, too'],
    ['more than all', ['--objective', '100'], 'below 100'],
    ['words', ['--objective', 'high'], "such as 99.99, not 'high'"],
    ['half a failover', ['--objective', '99', '--failovers', '1.5'], 'a whole number from 0 on'],
    ['a time without unit', ['--mtbf', '30'], 'allowed is one with its unit'],
    ['an unknown kind of failure', ['--repair', 'border-los=1h'], "did you mean 'border-loss'?"],
    ['an unknown site', ['--site', 'mec-9'], "there is no site 'mec-9'"],
    ['unknown services', ['--service', 'sensor', 'zzzzzzzz'], "did you mean 'sensors'?\nthere is no service 'zzzzzzzz'"],
  ])('and its like are refused: %s', async (_, args, message) => {
    expect(await cli('slo', folder, ...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});

test('the help names every kind of failure with the repair that is assumed of it', async () => {
  const { code, out } = await cli('slo', '--help');
  expect(code).toBe(0);
  for (const id of failureIds) expect(out).toMatch(new RegExp(`^  ${id} .*\\(\\d+(\\.\\d)? (ms|s|h)\\)$`, 'm'));
});
