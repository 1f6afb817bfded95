import { spawn } from 'node:child_process';
import { ok, outcomeOfError } from '../evidence';
import { untilSettled } from '../probe';
import type { Probe } from '../probe';

/** A program ends with exit code 0. Never through a shell; the configuration must allow it. */
export const execProbe: Probe = (address, { exec, port }, deadline, settled) =>
  untilSettled(deadline, settled, (settle) => {
    const [program = '', ...rest] = (exec ?? []).map((text) =>
      text.replaceAll('{address}', address).replaceAll('{port}', String(port)),
    );
    const child = spawn(program, rest, { stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '' } });
    // A program that cannot be started says nothing of the application.
    child.on('error', (error) => settle({ class: 'none', reason: `local ${outcomeOfError(error).reason}` }));
    child.on('exit', (code) => settle(code === 0 ? ok : { class: 'soft', reason: `exit code ${code ?? 'none'}` }));
    return () => void child.kill('SIGKILL');
  });
