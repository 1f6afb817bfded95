/** What identifies every component and object of a tree, by logical name; see `ConstructTree.names`. */
export type ResourceNames = Readonly<Record<string, string>>;

/**
 * The aliases with which resources keep what they are in the cluster although constructs were renamed or moved. An object is
 * known again by its kind, namespace and name; one whose name in the cluster changed, too, is another object and gets none.
 *
 * @returns entries for `aliases`, as few as cover everything: what a component has, everything below it inherits
 */
export function aliasesBetween(before: ResourceNames, now: ResourceNames): Record<string, string> {
  const former = new Map<string, string>();
  const oldNames = namesByIdentity(before);
  for (const [name, entry] of Object.entries(now)) {
    const old = oldNames.get(`${lastType(entry)} ${identityIn(entry)}`);
    if (identityIn(entry) && old !== undefined && !isSame(name, old, before, now)) follow(name, old, before, now, former);
  }
  const entries = [...former]
    .filter(([name, old]) => !isInherited(name, old, former, before, now))
    .map(([name, old]) => [name, typesIn(before[old]) === typesIn(now[name]) ? old : `${typesIn(before[old])}::${old}`] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** {@link aliasesBetween} as it is pasted into a program. */
export function aliasSnippet(before: ResourceNames, now: ResourceNames): string {
  const lines = Object.entries(aliasesBetween(before, now)).map(([name, old]) => `  '${name}': '${old}',`);
  return lines.length ? ['aliases: {', ...lines, '},'].join('\n') : '';
}

/** Names by kind and identity in the cluster; what two share (their namespaces are Outputs) identifies neither. */
function namesByIdentity(names: ResourceNames): Map<string, string> {
  const found = new Map<string, string>();
  const shared = new Set<string>();
  for (const [name, entry] of Object.entries(names)) {
    if (!identityIn(entry)) continue;
    const key = `${lastType(entry)} ${identityIn(entry)}`;
    if (found.has(key)) shared.add(key);
    found.set(key, name);
  }
  for (const key of shared) found.delete(key);
  return found;
}

/** Notes an object and the components above it that changed their names with it. */
function follow(name: string, old: string, before: ResourceNames, now: ResourceNames, former: Map<string, string>): void {
  for (let [at, was] = [name, old]; at && was; [at, was] = [parentOf(at), parentOf(was)]) {
    const [entry, oldEntry] = [now[at], before[was]];
    if (entry === undefined || oldEntry === undefined || former.has(at) || isSame(at, was, before, now)) return;
    const isComponent = identityIn(entry) === '';
    // A component that is still there keeps its name for itself.
    if (isComponent && (lastType(entry) !== lastType(oldEntry) || now[was] === oldEntry || before[at] === entry)) return;
    former.set(at, was);
  }
}

function isSame(name: string, old: string, before: ResourceNames, now: ResourceNames): boolean {
  return name === old && typesIn(now[name]) === typesIn(before[old]);
}

/** Pulumi gives the children of a component its former name in place of the new one, and its former types. */
function isInherited(
  name: string,
  old: string,
  former: ReadonlyMap<string, string>,
  before: ResourceNames,
  now: ResourceNames,
): boolean {
  const above = parentOf(name);
  const aboveWas = former.get(above);
  return (
    aboveWas !== undefined &&
    old === aboveWas + name.slice(above.length) &&
    typesIn(before[old]) === `${typesIn(before[aboveWas])}$${lastType(now[name] ?? '')}`
  );
}

const parentOf = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf('/')));
const typesIn = (entry: string | undefined) => (entry ?? '').split(' ')[0] ?? '';
const lastType = (entry: string) => typesIn(entry).split('$').at(-1) ?? '';
/** `Service sensors/sensors`; empty for a component. */
const identityIn = (entry: string) => (entry.includes(' ') ? entry.slice(entry.indexOf(' ') + 1) : '');
