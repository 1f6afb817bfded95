import { createInterface } from 'node:readline';
import type { LabNode } from '../network/lab-node';
import { toMonotonicNs } from './clock';
import type { ClockPair } from './clock';
import type { TimelineEvent } from './event';
import { readRouteLine } from './route-lines';

/**
 * Follows the kernel's routes to some addresses in a router, until the result is called.
 *
 * @param addresses VIPs, as canonical text
 */
export function monitorRoutes(
  node: Pick<LabNode, 'name' | 'start'>,
  addresses: ReadonlySet<string>,
  clock: ClockPair,
  tell: (event: TimelineEvent) => void,
): () => void {
  const child = node.start('ip', ['-o', '-ts', 'monitor', 'route'], { env: { TZ: 'UTC' } });
  createInterface({ input: child.stdout }).on('line', (text) => {
    const change = readRouteLine(text);
    if (!change || !addresses.has(change.prefix)) return;
    tell({
      atNs: toMonotonicNs(change.wallNs, clock),
      kind: change.deleted ? 'fib-removed' : 'fib-changed',
      where: node.name,
      detail: change.deleted ? change.prefix : `${change.prefix} ${change.detail}`,
    });
  });
  return () => child.kill('SIGTERM');
}
