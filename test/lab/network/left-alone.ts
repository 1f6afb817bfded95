import { stay } from '../../../lab/src/network/lab-node';
import { Lab } from '../../real/network/lab';

/** A lab with a node that is booted and one that is not, each with a process that has no end; says what it started, and stays. */
async function main(): Promise<void> {
  const lab = new Lab();
  const booted = await lab.network.node('booted');
  await booted.boot(stay);
  const inside = booted.start('sleep', ['1000']);
  const outside = (await lab.network.node('plain')).start('sleep', ['1000']);
  const pids = [booted.initPid, inside.pid, outside.pid];
  process.stdout.write(`${JSON.stringify({ id: lab.id, folder: lab.folder, pids })}\n`);
  setInterval(() => undefined, 1000);
}

void main();
