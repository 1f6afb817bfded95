import { until } from '../network/until';
import type { LabNode } from '../network/lab-node';

/**
 * Kills a routing daemon and waits until it is gone.
 *
 * @throws Error if the router does not run it
 */
export async function killDaemon(node: LabNode, router: string, daemon: string, daemons: readonly string[]): Promise<void> {
  const pids = node.pidsOf(daemon);
  if (!pids.length) throw new Error(`${router} runs no ${daemon}; it runs: ${daemons.join(', ')}`);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await until(`${daemon} of ${router} ends`, 5_000, () => Promise.resolve(node.pidsOf(daemon).map(String)), 2);
}
