/** How many results are kept: more than one site has texts of addresses, few enough to weigh nothing. */
const most = 65_536;

/**
 * The function, which keeps what it has computed for a text: reading addresses takes long, and the files of every site have the same
 * ones again and again. What it throws is not kept.
 */
export function remembered<T extends NonNullable<unknown>>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const computed = compute(text);
    if (known.size >= most) known.clear();
    known.set(text, computed);
    return computed;
  };
}
