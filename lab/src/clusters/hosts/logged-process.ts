import type { LabNode } from '../../network/lab-node';
import type { NodeProcess } from '../../network/node-process';

/**
 * Starts a program of a control plane. Its output goes to a file: what such a program says in hours is too much to hold in memory.
 *
 * @param niceness how much it gives way to routers, hosts and pods, which in reality have processors of their own
 */
export function startLogged(
  node: LabNode,
  log: string,
  [program, args]: readonly [string, readonly string[]],
  niceness: number,
): NodeProcess {
  const script = 'log=$1 niceness=$2; shift 2; exec nice -n "$niceness" "$@" >>"$log" 2>&1';
  return node.start('sh', ['-c', script, 'sh', log, String(niceness), program, ...args]);
}
