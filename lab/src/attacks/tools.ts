import type { LabNode } from '../network/lab-node';

/** Programs of attackers: Debian's, and the lab's own BGP speaker. */
export const tools = {
  speaker: { program: 'node', what: "the lab's own BGP speaker, which sends what it is told" },
  hping3: { program: 'hping3', what: 'hping3: raw packets' },
} as const;

/** See {@link tools}. */
export type Tool = keyof typeof tools;

/** @throws Error with the remedy, if a tool is not installed */
export async function mustHave(tool: Tool, node: Pick<LabNode, 'run'>): Promise<void> {
  const { program } = tools[tool];
  if (tool === 'speaker') return;
  const { code } = await node.run('which', [program]);
  if (code !== 0) throw new Error(`${program} is not installed; remedy: make setup`);
}
