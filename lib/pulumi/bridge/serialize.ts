import { ApiObject } from 'cdk8s';
import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { identityOf } from './kubernetes-object';
import type { KubernetesObject, TreeObject } from './kubernetes-object';
import { OutputResolver, tokensInKeys } from './outputs';
import { tidied } from './tidy';

/** The objects of a tree, or everything that is wrong with it. */
export type Serialized = { readonly objects: readonly TreeObject[] } | { readonly problems: readonly string[] };

/**
 * Asks every construct of a tree what is wrong with it, then serializes its objects in memory; nothing is written. Outputs in them
 * become tokens.
 */
export function serialized(scope: IConstruct): Serialized {
  const problems = scope.node
    .findAll()
    .flatMap((construct) => construct.node.validate().map((problem) => `${construct.node.path}: ${problem}`));
  if (problems.length) return { problems };
  const constructs = scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const raw = withResolver(scope, () =>
    constructs.map((construct): TreeObject | string => {
      try {
        const object = construct.toJson() as KubernetesObject;
        return { construct, object };
      } catch (error) {
        return `${construct.node.path}: ${error instanceof Error ? error.message : String(error)}`;
      }
    }),
  );
  const failed = raw.filter((entry) => typeof entry === 'string');
  if (failed.length) return { problems: failed };
  const objects = raw.filter((entry) => typeof entry !== 'string');
  const definitions = objects.map(({ object }) => object).filter(({ kind }) => kind === 'CustomResourceDefinition');
  const tidy = objects.map(({ construct, object }) => ({ construct, object: tidied(object, definitions) }));
  const wrong = [...twins(tidy), ...tidy.flatMap(unusableKeys)];
  return wrong.length ? { problems: wrong } : { objects: tidy };
}

/** cdk8s asks the resolvers of the root of the tree; an App that was made without ours gets it for the time of one serialization. */
function withResolver<T>(scope: IConstruct, body: () => T): T {
  const { resolvers } = scope.node.root as App;
  if (!Array.isArray(resolvers)) return body();
  const resolver = new OutputResolver();
  resolvers.unshift(resolver);
  try {
    return body();
  } finally {
    resolvers.splice(resolvers.indexOf(resolver), 1);
  }
}

function twins(objects: readonly TreeObject[]): string[] {
  const seen = new Map<string, TreeObject>();
  return objects.flatMap((entry) => {
    const identity = `${entry.object.apiVersion} ${identityOf(entry.object)}`;
    const first = seen.get(identity);
    if (!first) {
      seen.set(identity, entry);
      return [];
    }
    return [
      `${entry.construct.node.path}: ${identityOf(entry.object)} is made by '${first.construct.node.path}' already; ` +
        'remedy: give one of them another name or namespace',
    ];
  });
}

function unusableKeys({ construct, object }: TreeObject): string[] {
  return tokensInKeys(object).map(
    (path) =>
      `${construct.node.path}: ${path} has an Output in the name of a field; allowed: Outputs as values; remedy: give the name as plain text`,
  );
}
