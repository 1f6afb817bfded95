import fs from 'node:fs';
import { describeNeeding, missing, testNeeding } from '../real/network/requirements';

const { CI } = process.env;
let told: string[];
beforeEach(() => {
  told = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  if (CI === undefined) delete process.env['CI'];
  else process.env['CI'] = CI;
});

/** What becomes of a proof that does nothing, in CI or not: the lines by which it is declared, and what it ends with. */
function declared(need: typeof describeNeeding | typeof testNeeding, reason: string | undefined, ci: boolean): string[] {
  if (ci) process.env['CI'] = 'true';
  else delete process.env['CI'];
  const seen: string[] = [];
  const run = (kind: string) => (name: string, body: () => unknown) => {
    seen.push(`${kind} ${name}`);
    try {
      void body();
      if (kind === 'test') seen.push('passes');
    } catch (error) {
      seen.push((error as Error).message);
    }
  };
  const skip = (kind: string) => (name: string) => void seen.push(`${kind} skipped ${name}`);
  const jestLike = Object.fromEntries(
    ['describe', 'test'].map((kind) => [kind, Object.assign(run(kind), { skip: skip(kind) })]),
  ) as never;
  need('a proof', reason, () => Promise.resolve(), jestLike);
  return seen;
}

describe('a test that needs something of the machine', () => {
  test.each([true, false])('runs where everything is there (in CI: %p)', (ci) => {
    expect(declared(testNeeding, undefined, ci)).toEqual(['test a proof', 'passes']);
    expect(declared(describeNeeding, undefined, ci)).toEqual(['describe a proof']);
    expect(told).toEqual([]);
  });

  test('is skipped where something is missing, with one line that says what', () => {
    expect(declared(testNeeding, 'go (go.dev)', false)).toEqual(['test skipped a proof (skipped, missing: go (go.dev))']);
    expect(declared(describeNeeding, 'go (go.dev)', false)).toEqual(['describe skipped a proof (skipped, missing: go (go.dev))']);
    expect(told).toEqual(Array(2).fill('SKIPPED a proof: missing go (go.dev)\n'));
  });

  test('fails there in CI, where a skipped proof would be taken for one', () => {
    expect(declared(testNeeding, 'go', true)).toEqual(['test a proof', 'missing: go']);
    expect(declared(describeNeeding, 'go', true)).toEqual(['describe a proof', 'test can run here', 'missing: go']);
  });

  test('says how to get what is missing', () => {
    jest.spyOn(fs, 'existsSync').mockImplementation((file) => file !== '/usr/sbin/bird');
    jest.spyOn(process, 'getuid').mockReturnValue(0);
    expect(missing(['nftables'])).toBeUndefined();
    expect(missing(['bird', 'nftables'])).toBe("/usr/sbin/bird, run 'make packages'");
    jest.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(missing(['nftables'])).toBe('root (network namespaces)');
  });
});
