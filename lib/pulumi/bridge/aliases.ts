import type * as pulumi from '@pulumi/pulumi';

/**
 * Former names of resources, by their name now: `{ 'mec/sensors/service': 'mec/hello/service' }`. Where the constructs above had other
 * types, the old name is preceded by the types below the root, as a names file has them: `anycast-mec:index:MecCluster$...::name`.
 * An entry for a component covers everything below it.
 */
export type Aliases = Readonly<Record<string, string | readonly string[]>>;

/**
 * The aliases of one resource: its own, and what it was called below the former names of the components above it. Pulumi would derive
 * the latter itself, but only while a component is still known by its former name: an `up` that fails after it made the component
 * anew leaves what is below it without.
 *
 * @param types of a name of the tree: types below the root joined by `$`
 */
export function aliasesOf(
  name: string,
  aliases: Aliases | undefined,
  types: (name: string) => string,
  root: pulumi.Resource,
): pulumi.Input<pulumi.URN | pulumi.Alias>[] {
  const above = parentOf(name);
  const own = formerOf(name, aliases);
  const inherited = above === '' ? [] : formerNames(above, aliases, types).map((former) => below(former, above, name, types));
  return [
    ...own.map((former) => (former.types === undefined ? { name: former.name } : urnBelow(root, former.types, former.name))),
    ...inherited.map((former) => urnBelow(root, former.types, former.name)),
  ];
}

interface FormerName {
  readonly name: string;
  readonly types: string;
}

/** What the entries of one resource say; without types: those that it has now. */
function formerOf(name: string, aliases: Aliases | undefined): { readonly name: string; readonly types?: string }[] {
  return [aliases?.[name] ?? []].flat().map((old) => {
    const [types = '', oldName] = old.split('::');
    return oldName === undefined ? { name: old } : { name: oldName, types };
  });
}

function formerNames(name: string, aliases: Aliases | undefined, types: (name: string) => string): FormerName[] {
  const own = formerOf(name, aliases).map((former) => ({ ...former, types: former.types ?? types(name) }));
  const above = parentOf(name);
  return above === '' ? own : [...own, ...formerNames(above, aliases, types).map((former) => below(former, above, name, types))];
}

/** What a resource was called when the component above it had its former name. */
function below(former: FormerName, above: string, name: string, types: (name: string) => string): FormerName {
  return { name: former.name + name.slice(above.length), types: [former.types, types(name).split('$').at(-1)].join('$') };
}

const parentOf = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** The names that aliases are given for, though there is no such resource: most likely they are spelled wrong. */
export function idleAliases(aliases: Aliases | undefined, names: readonly string[]): string[] {
  return Object.keys(aliases ?? {}).filter((name) => !names.includes(name));
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>`, the types of all parents joined by `$`. */
function urnBelow(root: pulumi.Resource, types: string, name: string): pulumi.Output<pulumi.URN> {
  return root.urn.apply((urn) => {
    const [stack, project, rootTypes] = urn.split('::');
    return `${stack}::${project}::${rootTypes}$${types}::${name}`;
  });
}
