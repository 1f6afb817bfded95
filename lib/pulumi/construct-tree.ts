import * as pulumi from '@pulumi/pulumi';
import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from './bridge/manifest';
import { registerTree } from './bridge/register';
import type { BridgeOptions } from './bridge/register';

/** Arguments of a {@link ConstructTree}. */
export interface ConstructTreeArgs extends BridgeOptions {
  /** The construct whose objects are deployed: a Chart, an App, or any construct below. It may not change afterwards. */
  readonly scope: IConstruct;
}

/**
 * A cdk8s tree as Pulumi resources: one for every object, below components that mirror its constructs. Works with any cdk8s program;
 * nothing of a fleet is needed.
 *
 * Nothing is written to disk, and `preview` needs no cluster. Objects come in the order Namespace, CustomResourceDefinition, everything
 * else, each after what it depends on. Secrets are secret. Outputs may stand anywhere in the manifests as values.
 *
 * It does not stop a change of construct ids from renaming resources: freeze the names with {@link frozenNames}.
 *
 * @example
 * const chart = new Chart(new App(), 'shop');
 * new AnycastService(chart, 'shop', { vip: '203.0.113.17', selector: { app: 'shop' } });
 * new ConstructTree('edge', { scope: chart }, { provider });
 */
export class ConstructTree extends pulumi.ComponentResource {
  /** Every object by its logical name, which is the component's name and the path of the construct: `edge/shop/service`. */
  public readonly resources: ReadonlyMap<string, Manifest>;
  /** What identifies every component and object; see {@link frozenNames}. */
  public readonly names: Readonly<Record<string, string>>;

  /** Hidden from Pulumi, which writes the fields of a resource that a stack exports into its state. */
  readonly #scope: IConstruct;

  /**
   * @param prefix name of the component, and first part of all logical names: unique in the stack
   * @throws ResourceError with everything that is wrong with the tree
   */
  public constructor(
    private readonly prefix: string,
    args: ConstructTreeArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('anycast-mec:index:ConstructTree', prefix, {}, options);
    this.#scope = args.scope;
    const { resources, names } = registerTree(args.scope, this, prefix, args);
    this.resources = resources;
    this.names = names;
    this.registerOutputs({});
  }

  /**
   * The resource of an object, to depend on or to read its status.
   *
   * @param object the object, as a construct tells it (`shop.service`), or its path below the scope: `shop/service`
   * @throws Error with the names there are if it has none
   */
  public resource(object: ApiObject | string): Manifest {
    const path = typeof object === 'string' ? object : pathBelow(this.#scope, object);
    const found = this.resources.get(`${this.prefix}/${path}`);
    if (!found) throw new Error(`There is no object '${path}'; there are: ${[...this.resources.keys()].join(', ')}`);
    return found;
  }
}

function pathBelow(scope: IConstruct, object: IConstruct): string {
  return object.node.scopes
    .slice(scope.node.scopes.length)
    .map(({ node }) => node.id)
    .join('/');
}
