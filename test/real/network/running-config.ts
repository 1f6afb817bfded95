/** Lines that only structure an FRR configuration. */
const structure = /^(!.*|exit|exit-.*|end|Building configuration\.\.\.|Current configuration:)?$/;

/**
 * What an FRR configuration says, whatever its order and layout: each line behind the lines that it stands under.
 * FRR indents by one space a level.
 */
export function statements(text: string): Set<string> {
  const found = new Set<string>();
  const contexts: { depth: number; line: string }[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (structure.test(line)) continue;
    const depth = raw.length - raw.trimStart().length;
    while ((contexts.at(-1)?.depth ?? -1) >= depth) contexts.pop();
    found.add([...contexts.map((context) => context.line), line].join(' > '));
    contexts.push({ depth, line });
  }
  return found;
}
