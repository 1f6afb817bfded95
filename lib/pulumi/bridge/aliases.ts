import type * as pulumi from '@pulumi/pulumi';

/**
 * Former names of resources, by their name now: `{ 'mec/sensors/service': 'mec/hello/service' }`. Where the constructs above had other
 * types, the old name is preceded by the types below the root, as a names file has them: `anycast-mec:index:MecCluster$...::name`.
 * An entry for a component covers everything below it.
 */
export type Aliases = Readonly<Record<string, string | readonly string[]>>;

/** The aliases of one resource, as Pulumi takes them. */
export function aliasesOf(
  name: string,
  aliases: Aliases | undefined,
  root: pulumi.Resource,
): pulumi.Input<pulumi.URN | pulumi.Alias>[] {
  const former = aliases?.[name] ?? [];
  return (typeof former === 'string' ? [former] : former).map((old) => {
    const [types, oldName] = old.split('::');
    if (oldName === undefined) return { name: old };
    return root.urn.apply((urn) => urnBelow(urn, types ?? '', oldName));
  });
}

/** The names that aliases are given for, though there is no such resource: most likely they are spelled wrong. */
export function idleAliases(aliases: Aliases | undefined, names: readonly string[]): string[] {
  return Object.keys(aliases ?? {}).filter((name) => !names.includes(name));
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>`, the types of all parents joined by `$`. */
function urnBelow(root: pulumi.URN, types: string, name: string): pulumi.URN {
  const [stack, project, rootTypes] = root.split('::');
  return `${stack}::${project}::${rootTypes}$${types}::${name}`;
}
