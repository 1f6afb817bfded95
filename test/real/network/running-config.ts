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

/** Something that FRR 8.4 prints otherwise than it was given, without a change of meaning. */
interface Rewrite {
  readonly why: string;
  readonly line: RegExp;
  /** What stands for it on both sides of a comparison; nothing: it is not compared. */
  readonly as?: string;
}

const rewrites: readonly Rewrite[] = [
  { why: 'FRR writes its own version', line: /^frr version .*$/ },
  { why: 'vtysh prints the name of the machine that it runs on', line: /^hostname .*$/ },
  { why: 'says where vtysh writes, and is its default', line: /^service integrated-vtysh-config$/ },
  { why: 'with a profile, FRR prints that BFD is on in a line of its own', line: /^(router bgp .* > neighbor \S+ bfd)$/ },
  { why: 'the default of BFD is not printed', line: /^bfd > .* > detect-multiplier 3$/ },
  { why: 'the default of BFD is not printed', line: /^bfd > .* > (receive|transmit)-interval 300$/ },
  { why: 'printed at the interface', line: /^router ospf > passive-interface (\S+)$/, as: 'interface $1 > ip ospf passive' },
];

/** Statements as FRR would print them: both sides of a comparison go through it. */
export function asPrinted(given: ReadonlySet<string>): Set<string> {
  return new Set(
    [...given].flatMap((line) => {
      const rewrite = rewrites.find((candidate) => candidate.line.test(line));
      if (!rewrite) return [line];
      return rewrite.as === undefined ? [] : [line.replace(rewrite.line, rewrite.as)];
    }),
  );
}
