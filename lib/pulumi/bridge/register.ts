import * as pulumi from '@pulumi/pulumi';
import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { outputTokens } from '../../synth/output-token';
import { aliasesOf, idleAliases } from './aliases';
import type { Aliases } from './aliases';
import { identityOf } from './kubernetes-object';
import type { TreeObject } from './kubernetes-object';
import { Manifest } from './manifest';
import { awaited, ownOptions } from './object-options';
import type { AwaitOptions } from './object-options';
import { inOrder } from './order';
import { boundError } from './problems';
import { serialized } from './serialize';
import { componentType, objectType } from './tokens';

/** How a tree is registered. */
export interface BridgeOptions extends AwaitOptions {
  /** Former names, after constructs were renamed or moved. @default - none */
  readonly aliases?: Aliases;
  /**
   * Options of single resources (`protect`, `import`, `retainOnDelete`, `customTimeouts`), merged over those that follow from the
   * object; lists are joined.
   *
   * @default - none
   */
  readonly resourceOptions?: (object: ApiObject) => pulumi.CustomResourceOptions | undefined;
}

/** What was registered. */
export interface Registered {
  /** Every object by its logical name. */
  readonly resources: ReadonlyMap<string, Manifest>;
  /** Every component and object by its logical name: types below the root joined by `$`; of an object also what it is in the cluster. */
  readonly names: Readonly<Record<string, string>>;
}

/** A component that stands for a construct between the root and the objects. */
class ConstructComponent extends pulumi.ComponentResource {
  public constructor(type: string, name: string, options: pulumi.ComponentResourceOptions) {
    super(type, name, {}, options);
    this.registerOutputs({});
  }
}

/**
 * Registers the objects of a tree as resources, below components that mirror its constructs.
 *
 * @param scope the construct that `root` stands for
 * @param prefix what comes before the paths in logical names; empty: nothing
 * @throws ResourceError bound to `root` with everything that is wrong with the tree, before any of it is registered
 */
export function registerTree(
  scope: IConstruct,
  root: pulumi.ComponentResource,
  prefix: string,
  options: BridgeOptions & { readonly provider?: pulumi.ProviderResource },
): Registered {
  const tree = serialized(scope);
  if ('problems' in tree) throw boundError(tree.problems, root);
  const nameOf = (construct: IConstruct) =>
    [prefix, ...construct.node.scopes.slice(scope.node.scopes.length).map(({ node }) => node.id)].filter(Boolean).join('/');
  const names = new Map<string, string>();
  const note = (construct: IConstruct, type: string, what?: string) => {
    const types = [...componentsAbove(construct, scope).map(componentType), type].join('$');
    names.set(nameOf(construct), what === undefined ? types : `${types} ${what}`);
  };
  const typesOf = (name: string) => names.get(name)?.split(' ')[0] ?? '';
  for (const { construct, object } of tree.objects) {
    for (const above of componentsAbove(construct, scope)) note(above, componentType(above));
    // Tokens are numbered as they come: they identify nothing.
    note(construct, objectType(object.apiVersion, object.kind), identityOf(object).replace(outputTokens, '<output>'));
  }
  const idle = idleAliases(options.aliases, [...names.keys()]);
  if (idle.length)
    throw boundError(
      idle.map((name) => `aliases['${name}']: there is no such resource; remedy: correct the name, or take it out`),
      root,
    );

  const ordered = ordering(scope, tree.objects, root);
  const components = new Map<IConstruct, pulumi.ComponentResource>([[scope, root]]);
  const parentOf = (construct: IConstruct): pulumi.ComponentResource => {
    const above = construct.node.scope;
    const known = above && components.get(above);
    if (known || !above) return known ?? root;
    const component = new ConstructComponent(componentType(above), nameOf(above), {
      parent: parentOf(above),
      aliases: aliasesOf(nameOf(above), options.aliases, typesOf, root),
    });
    components.set(above, component);
    return component;
  };
  const made = new Map<TreeObject['object'], Manifest>();
  for (const entry of ordered) {
    const name = nameOf(entry.construct);
    const own: pulumi.CustomResourceOptions = {
      ...ownOptions(entry),
      ...(options.provider && { provider: options.provider }),
      parent: parentOf(entry.construct),
      aliases: aliasesOf(name, options.aliases, typesOf, root),
      dependsOn: entry.after.flatMap(({ object }) => made.get(object) ?? []),
    };
    const merged = pulumi.mergeOptions(own, options.resourceOptions?.(entry.construct));
    made.set(entry.object, new Manifest(name, awaited(entry, options), merged));
  }
  const resources = new Map(
    tree.objects.flatMap(({ construct, object }) => {
      const resource = made.get(object);
      return resource ? [[nameOf(construct), resource] as const] : [];
    }),
  );
  return { resources, names: Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function ordering(scope: IConstruct, objects: readonly TreeObject[], root: pulumi.Resource) {
  try {
    return inOrder(scope, objects);
  } catch (error) {
    throw boundError([error instanceof Error ? error.message : String(error)], root);
  }
}

/** The constructs between the scope and an object, without both. */
function componentsAbove(construct: IConstruct, scope: IConstruct): IConstruct[] {
  return construct.node.scopes.slice(scope.node.scopes.length, -1);
}
