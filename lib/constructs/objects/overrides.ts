import type { ApiObject } from 'cdk8s';
import { apply } from 'json-merge-patch';
import { copied } from './constant';

/** Part of a Kubernetes object, raw: any field, also one that no typed layer knows. `null` removes a field. */
export type RawFields = Readonly<Record<string, unknown>>;

/**
 * Raw fields merged over the objects of a construct, by kind (`Service`) or by kind and name (`BGPPeer/border-1`).
 * A JSON merge patch (RFC 7396), applied after everything else, so that nothing can drop it. A key that meets no object fails synth.
 *
 * @example
 * overrides: { Service: { spec: { trafficDistribution: 'PreferClose' } } }
 */
export type Overrides = Readonly<Record<string, RawFields>>;

/** Keys that the merge would silently skip: they would change the prototype of an object. */
const refused = ['__proto__', 'constructor', 'prototype'];

/**
 * The problems of an override itself, as path and reason.
 */
export function overrideProblems(fields: unknown, path: string): string[] {
  if (typeof fields !== 'object' || fields === null) return [];
  return Object.entries(fields).flatMap(([key, value]) =>
    refused.includes(key)
      ? [`${path}.${key} = ${JSON.stringify(value)}: this key cannot be merged; allowed is any other key; take it out`]
      : overrideProblems(value, `${path}.${key}`),
  );
}

/** Lets the object synthesize with the fields merged over what it gives. */
export function mergeOver(object: ApiObject, fields: RawFields): void {
  const serialize = object.toJson.bind(object);
  // The merge changes what it is given, and parts of it belong to other sites, too.
  object.toJson = () => apply(copied(serialize()), fields);
}
