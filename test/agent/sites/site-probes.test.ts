import { agentSchema, resolve } from 'anycast-mec/contract';
import { SiteLooks } from '../../../agent/src/sites/site-looks';
import type { Deadline } from '../../../agent/src/health/deadline';
import { probes } from '../../../agent/src/health/probes';
import { timeout } from '../../../agent/src/health/evidence';
import type { Outcome } from '../../../agent/src/health/evidence';
import type { Probe } from '../../../agent/src/health/probe';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A look by probes at another site, whose service answers with these outcomes, by hosts; absent: not at all. */
async function looked(look: 'http' | 'tcp', addresses: string[], outcomes: Record<string, Outcome>, ms = 1) {
  const service = { name: 's', namespace: 'n', vips: ['203.0.113.1'], port: 80, protocol: 'TCP' as const, health: { port: 80 } };
  const guards = { lookTimeout: '200ms' };
  const otherSites = [{ site: 'mec-2', addresses, look }];
  const [only] = resolve(agentSchema.parse({ hosts: ['h1'], services: [{ ...service, otherSites, guards }] })).services;
  if (!only) throw new Error('one service is given');
  const asked: unknown[] = [];
  const deadlines: Deadline[] = [];
  const stand: Probe = (address, config, deadline, settle) => {
    deadlines.push(deadline);
    asked.push({ address, kind: config.kind, port: config.port, path: config.path });
    const outcome = outcomes[address];
    if (outcome) settle(outcome);
    else deadline.listen(() => settle(timeout));
  };
  jest.spyOn(probes, 'http').mockImplementation(stand);
  jest.spyOn(probes, 'tcp').mockImplementation(stand);
  const agents: string[] = [];
  const read = (url: string) => {
    agents.push(url);
    return Promise.reject(new Error('no agent is there'));
  };
  const looks = new SiteLooks(only, 'mec-1', read, () => undefined);
  await pass(10);
  looks.lookAfter(0);
  await pass(ms);
  expect(agents).toEqual([]);
  return { asked, deadlines, seen: looks.seen };
}

const ok: Outcome = { class: 'ok', reason: '' };

describe('a look by probes', () => {
  test.each<['http' | 'tcp', string, object]>([
    ['tcp', '192.0.2.2:5000', { address: '192.0.2.2', kind: 'tcp', port: 5000, path: '/' }],
    ['tcp', '[2001:db8::2]:5000', { address: '2001:db8::2', kind: 'tcp', port: 5000, path: '/' }],
    ['tcp', '192.0.2.2:80', { address: '192.0.2.2', kind: 'tcp', port: 80, path: '/' }],
    ['tcp', 'http://192.0.2.2:5000/ready', { address: '192.0.2.2', kind: 'tcp', port: 5000, path: '/' }],
    ['http', 'http://192.0.2.2:5000/ready', { address: '192.0.2.2', kind: 'http', port: 5000, path: '/ready' }],
    ['http', 'http://192.0.2.2/ready', { address: '192.0.2.2', kind: 'http', port: 80, path: '/ready' }],
    ['http', '192.0.2.2:8080', { address: '192.0.2.2', kind: 'http', port: 8080, path: '/' }],
  ])('over %s asks %s, and no agent', async (look, address, expected) => {
    const { asked } = await looked(look, [address], {});
    expect(asked).toEqual([expected]);
  });

  test.each<[Outcome['class'], string]>([
    ['ok', 'serving'],
    ['overloaded', 'serving'],
    ['soft', 'leaving'],
    ['hard', 'leaving'],
    ['none', 'unknown'],
  ])('that finds %s says: %s', async (found, says) => {
    const { seen } = await looked('http', ['192.0.2.2:80'], { '192.0.2.2': { class: found, reason: '' } });
    expect(seen).toEqual({ 'mec-2': says });
  });

  test('of several addresses takes the one that serves', async () => {
    const addresses = ['192.0.2.2:80', '192.0.2.3:80'];
    const { seen } = await looked('tcp', addresses, { '192.0.2.2': { class: 'hard', reason: '' }, '192.0.2.3': ok });
    expect(seen).toEqual({ 'mec-2': 'serving' });
  });

  test.each([
    [199, {}],
    [201, { 'mec-2': 'leaving' }],
  ])('that nobody answers ends with its time, 200 ms: after %i ms %j is seen', async (ms, expected) => {
    const { seen } = await looked('tcp', ['192.0.2.2:80'], {}, ms);
    expect(seen).toEqual(expected);
  });

  test.each([
    ['nobody answers', {}, true],
    ['it is answered in time', { '192.0.2.2': ok }, false],
  ])('is over after its time where %s: %j, %p', async (_, outcomes, over) => {
    const { deadlines } = await looked('tcp', ['192.0.2.2:80'], outcomes, 1000);
    expect(deadlines.map((deadline) => deadline.over)).toEqual([over]);
  });
});
