import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from '../../lib/fleet';
import { largeFleet } from './large';
import { grewFaster, workOf } from './work';

/** For twice as much: some blocks are run a few times more, whatever the number, and sorting takes a little more than twice. */
const twice = 2.2;

describe('a large fleet', () => {
  test('of three thousand sites has no errors', () => {
    expect(Fleet.examine(largeFleet(3000)).findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  test('of twice as many sites takes twice the work to examine, in every block of the code', () => {
    const [few, many] = workOf(join(__dirname, 'examine-large.ts'), '200', '400');
    expect(few!.size).toBeGreaterThan(1000);
    expect(grewFaster(few!, many!, twice)).toEqual([]);
  });
});

describe('work that grows with the square of what is given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'square-'));
  const program = join(folder, 'lib/program.ts');
  beforeAll(() => mkdirSync(join(folder, 'lib')));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Blocks that grow too fast where each of all numbers is treated so. */
  const growth = (treat: string) => {
    const numbers = 'Array.from({ length: Number(count) }, (_, index) => index)';
    const work = `const all = ${numbers};\n  all.map((one) => ${treat});\n  takeCoverage();`;
    writeFileSync(
      program,
      `import { takeCoverage } from 'node:v8';\nfor (const count of process.argv.slice(2)) {\n  ${work}\n}\n`,
    );
    const [few, many] = workOf(program, '200', '400');
    return grewFaster(few!, many!, twice);
  };

  test('is found, and told by its place', () => {
    expect(growth('all.filter((other) => other < one)')).toEqual([
      expect.stringMatching(/^program\.ts .*: 40000 times, then 160000$/),
    ]);
  });

  test('is not found where there is none', () => {
    expect(growth('one + 1')).toEqual([]);
  });
});
