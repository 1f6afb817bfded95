import { readState } from '../keeper/folder';
import { enter } from '../network/enter';
import type { NodeEntrance } from '../keeper/calls/node';
import type { LabClient } from '../keeper/client';

/**
 * The command line that enters a node of a lab from outside: first the namespaces of the keeper, then those of the node. What it starts has
 * the terminal of whoever calls it, and begins in `/`.
 *
 * @param networkOnly enters no mount and PID namespace of the node, so that files outside are seen
 */
export async function entrance(lab: LabClient, node: string, networkOnly = false): Promise<string[]> {
  const { namespace, init } = (await lab.call('node', { name: node })) as NodeEntrance;
  const keeper = readState(lab.name)?.keeper;
  if (!keeper) throw new Error(`the lab '${lab.name}' has no keeper`);
  const user = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials'];
  const outer = ['nsenter', `--target=${keeper}`, ...user, '--mount', '--root', '--net', '--pid', '--'];
  return [...outer, ...enter(namespace, networkOnly ? undefined : init)];
}
