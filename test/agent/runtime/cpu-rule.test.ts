import type { KubernetesApi } from 'anycast-mec/clients';
import { Agent } from '../../../agent/src/runtime/agent';
import { CpuRule } from '../../../agent/src/runtime/cpu-rule';
import { agentSchema, parseConfiguration, resolve } from 'anycast-mec/contract';

const input = {
  name: 'a',
  namespace: 'a',
  vips: ['203.0.113.1'],
  port: 80,
  protocol: 'TCP',
  selector: { app: 'a' },
  health: { port: 80 },
};
const [service] = parseConfiguration(JSON.stringify({ hosts: ['h1'], services: [input] }), 'agent.json').services;
const limit = { limitMillicores: 400, forMs: 12_000 };

let rule: CpuRule;
let usage: (string[] | Error)[];
let paths: string[];
let api: KubernetesApi;

beforeEach(() => {
  jest.useFakeTimers();
  paths = [];
  api = {
    get: (path: string) => {
      paths.push(path);
      const now = usage.length > 1 ? usage.shift() : usage[0];
      if (now === undefined || now instanceof Error) return Promise.reject(now ?? new Error('nothing'));
      const items = now.map((cpu) => ({ containers: [{ usage: { cpu } }] }));
      return Promise.resolve({ items, metadata: { resourceVersion: '1' } });
    },
    stream: () => () => undefined,
  } as unknown as KubernetesApi;
  if (!service) throw new Error('no service');
  rule = new CpuRule(api, service, limit);
});
afterEach(() => {
  rule.stop();
  jest.useRealTimers();
});

const after = async (ms: number, readings: typeof usage) => {
  usage = readings;
  await jest.advanceTimersByTimeAsync(ms);
  return rule.exceeded;
};

describe('the CPU rule of the thesis', () => {
  test('counts pods as failed that were all above the limit for long enough, and not sooner', async () => {
    expect(await after(15_000, [['401m', '500000000n']])).toBe(false);
    expect(await after(5000, [['401m', '2']])).toBe(true);
    expect(paths[0]).toBe('/apis/metrics.k8s.io/v1beta1/namespaces/a/pods?labelSelector=app%3Da');
  });

  test('is not exceeded while one pod is at the limit or below', async () =>
    expect(await after(60_000, [['900m', '400m']])).toBe(false));

  test('begins anew after a reading below the limit, and after one that failed', async () => {
    expect(await after(20_000, [['900m'], ['900m'], ['100u'], ['900m']])).toBe(false);
    expect(await after(5000, [['900m']])).toBe(false);
    expect(await after(5000, [['900m']])).toBe(false);
    expect(await after(5000, [['900m']])).toBe(true);
    expect(await after(5000, [new Error('metrics-server is gone')])).toBe(false);
  });

  test('says nothing where there are no pods', async () => expect(await after(60_000, [[]])).toBe(false));

  test.each([
    ['is off unless it is configured', {}, []],
    ['is on where it is', { cpu: { limitMillicores: 400 } }, ['a']],
  ])('%s: an agent asks for figures only then', async (_, more, namespaces) => {
    rule.stop();
    usage = [[]];
    const config = agentSchema.parse({ hosts: ['h1'], listen: { port: 0 }, services: [{ ...input, ...more }] });
    const agent = new Agent(resolve(config), api, { info: jest.fn(), warn: jest.fn(), error: jest.fn() });
    await agent.start();
    await jest.advanceTimersByTimeAsync(6000);
    await agent.stop();
    const asked = paths.flatMap((path) => /metrics\.k8s\.io\/v1beta1\/namespaces\/(\w+)/.exec(path)?.[1] ?? []);
    expect(asked).toEqual(namespaces);
  });
});
