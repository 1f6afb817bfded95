import type { LabNode } from '../network/lab-node';
import type { NodeProcess } from '../network/node-process';

/** Starts a program whose output goes to a file: what Kubernetes programs say in hours is too much to hold in memory. */
export function startLogged(node: LabNode, log: string, program: string, args: readonly string[]): NodeProcess {
  return node.start('sh', ['-c', 'log=$1; shift; exec "$@" >>"$log" 2>&1', 'sh', log, program, ...args]);
}
