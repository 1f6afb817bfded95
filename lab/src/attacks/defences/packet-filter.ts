import type { Undo } from '../../model/running-lab';
import type { LabNode } from '../../network/lab-node';

/** Table that the lab adds to a packet filter, and takes away again. */
const table = 'lab_attack';

/** Where a rule is added: before all others there. */
const hooks = {
  prerouting: 'type filter hook prerouting priority -310;',
  input: 'type filter hook input priority -10;',
} as const;

/** Adds rules to the packet filter of a node, in a table of its own, before those that are there. @returns takes them away */
export async function withRules(node: LabNode, hook: keyof typeof hooks, rules: readonly string[]): Promise<Undo> {
  const text = `table inet ${table} {\n chain rules {\n  ${hooks[hook]} policy accept;\n  ${rules.join('\n  ')}\n }\n}\n`;
  await node.must('nft', ['-f', '-'], { input: text });
  return async () => {
    await node.must('nft', ['delete', 'table', 'inet', table]);
  };
}

/** Table of the generated packet filter. */
const own = ['inet', 'anycast_mec'] as const;

/**
 * Changes the generated packet filter of a node.
 *
 * @param edit its lines, as nft lists them, as they are to be
 * @returns puts the filter back as it was
 * @throws Error if there was nothing to change
 */
export async function editedFilter(node: LabNode, edit: (lines: readonly string[]) => readonly string[]): Promise<Undo> {
  const before = await node.must('nft', ['list', 'table', ...own]);
  const after = edit(before.split('\n')).join('\n');
  if (after === before) throw new Error(`the packet filter of ${node.name} does not have what is to be taken out`);
  const load = async (text: string) => {
    await node.must('nft', ['-f', '-'], { input: `table ${own.join(' ')} {}\ndelete table ${own.join(' ')}\n${text}` });
  };
  await load(after);
  return () => load(before);
}
