/** Longest symbol of BIRD 2.0 (SYM_MAX_LEN in conf/conf.h), less room for the number of a dynamic instance. */
const longestSymbol = 56;

/**
 * A text in quotes. BIRD 2.0 knows no escape inside a string, so what it cannot hold is refused here.
 *
 * @param what what the text is, for the error; the text itself may be a secret and is never part of it
 * @throws Error if the text has a quote or a control character
 */
export function quoted(text: string, what: string): string {
  if (/["\p{Cc}]/u.test(text)) {
    throw new Error(
      `${what} has a double quote or a control character, which BIRD cannot read in a string. Choose another, or render this router with dialect frr.`,
    );
  }
  return `"${text}"`;
}

/** A text for people in quotes: what BIRD cannot hold in a string is replaced, for nothing depends on it. */
export function quotedNote(text: string): string {
  return `"${text.replace(/["\p{Cc}]/gu, '_')}"`;
}

/** A comment line; a line break in the text cannot end it. */
export function comment(text: string): string {
  return `# ${text.replace(/\p{Cc}/gu, ' ')}`;
}

/**
 * Gives names that BIRD takes as symbols: letters, digits and underscores behind a kind (`set_`, `policy_`, `uplink_`), so that
 * none is a reserved word (`pe` is one), each only once.
 */
export class Symbols {
  private readonly taken = new Set<string>();
  private readonly known = new Map<string, string>();

  /** The symbol of `name`; the same for the same kind and name. */
  public of(kind: string, name: string): string {
    const key = `${kind} ${name}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const wanted = `${kind}_${name.replace(/[^A-Za-z0-9]+/g, '_')}`.slice(0, longestSymbol);
    let symbol = wanted;
    for (let count = 2; this.taken.has(symbol); count += 1) symbol = `${wanted}_x${count}`;
    this.taken.add(symbol);
    this.known.set(key, symbol);
    return symbol;
  }
}

/** Lines of a block, indented. */
export function block(head: string, lines: readonly string[], tail = '}'): string[] {
  return [`${head} {`, ...lines.map((line) => (line === '' ? line : `  ${line}`)), tail];
}
