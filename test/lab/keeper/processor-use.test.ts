import { spawn } from 'node:child_process';
import { programsOf, processorUse } from '../../../lab/src/keeper/processor-use';

const reading = (node: string, program: string, ms: number) => ({ node, program, ms });

describe('what programs take', () => {
  test('is the difference of two readings over the time between them, by program and node, the most first', () => {
    const before = new Map([
      [1, reading('mec-1/host-1', 'kubelet', 100)],
      [2, reading('mec-1/host-1', 'kubelet', 0)],
      [3, reading('mec-2/host-1', 'kubelet', 50)],
    ]);
    const after = new Map([
      [1, reading('mec-1/host-1', 'kubelet', 200)],
      [2, reading('mec-1/host-1', 'kubelet', 150)],
      [3, reading('mec-2/host-1', 'kubelet', 1050)],
    ]);
    expect(programsOf(before, after, 1000)).toEqual([
      { node: 'mec-2/host-1', program: 'kubelet', processes: 1, cores: 1 },
      { node: 'mec-1/host-1', program: 'kubelet', processes: 2, cores: 0.25 },
    ]);
  });

  test('counts whole what began meanwhile, and what has the process id of another that ended', () => {
    const before = new Map([
      [1, reading('lab', 'node', 900)],
      [2, reading('lab', 'node', 900)],
    ]);
    const after = new Map([
      [1, reading('lab', 'bird', 950)],
      [2, reading('lab', 'node', 10)],
      [3, reading('lab', 'frr', 20)],
    ]);
    expect(programsOf(before, after, 1000).map(({ program, cores }) => [program, cores])).toEqual([
      ['bird', 0.95],
      ['frr', 0.02],
      ['node', 0.01],
    ]);
  });
});

test('a child that calculates is seen, and one that sleeps takes next to nothing', async () => {
  const busy = spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
  const idle = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    const { programs, cores, overMs } = await processorUse(process.pid, [], 400);
    const of = (name: string) => programs.find(({ program }) => program === name);
    expect(overMs).toBeGreaterThanOrEqual(399);
    expect(cores).toBeGreaterThan(0);
    expect(of('sleep')?.cores).toBeLessThan(0.05);
    expect(of('sh')?.cores).toBeGreaterThan(of('sleep')?.cores ?? 1);
    expect(of('sh')?.node).toBe('lab');
  } finally {
    busy.kill('SIGKILL');
    idle.kill('SIGKILL');
  }
});
