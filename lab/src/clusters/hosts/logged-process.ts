import type { LabNode } from '../../network/lab-node';
import type { NodeProcess } from '../../network/node-process';

/**
 * Starts a program of a control plane. Its output goes to a file: what such a program says in hours is too much to hold in memory. It gives
 * way to routers and hosts, which in reality have processors of their own.
 */
export function startLogged(node: LabNode, log: string, program: string, args: readonly string[]): NodeProcess {
  return node.start('sh', ['-c', 'log=$1; shift; exec nice -n 10 "$@" >>"$log" 2>&1', 'sh', log, program, ...args]);
}
