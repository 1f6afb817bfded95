import type { IResolver, ResolutionContext } from 'cdk8s';
import * as pulumi from '@pulumi/pulumi';
import { outputToken, outputTokens } from '../../synth/output-token';

/** Every Output that a token was given for: the token's number is its place. */
const known: pulumi.Output<unknown>[] = [];
const numbers = new WeakMap<object, number>();

/**
 * An Output as a text that can stand in any property of a construct, alone or inside a longer text; the bridge puts the Output back
 * in its place. What a construct computes from the text (a digest, a length) it computes from the stand-in.
 *
 * @example
 * new AnycastService(mec, 'sensors', { workload: { image: asString(registry.apply((host) => `${host}/sensors:1.4`)) } });
 */
export function asString(value: pulumi.Input<string>): string {
  return typeof value === 'string' ? value : tokenOf(value);
}

/** Lets Outputs stand in a cdk8s tree: replaces each by its token while the tree is serialized. */
export class OutputResolver implements IResolver {
  /** Called by cdk8s for every value of every object. */
  public resolve(context: ResolutionContext): void {
    const value: unknown = context.value;
    if (pulumi.Output.isInstance(value) || value instanceof Promise) context.replaceValue(tokenOf(value));
  }
}

/** Puts Outputs back where their tokens stand. */
export function hydrate(value: unknown): unknown {
  if (typeof value === 'string') return hydrateText(value);
  if (Array.isArray(value)) return value.map(hydrate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, hydrate(entry)]));
}

/** Paths at which a token stands in the name of a field, where no Output can be put. */
export function tokensInKeys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [...(key.match(outputTokens) ? [at] : []), ...tokensInKeys(entry, at)];
  });
}

function tokenOf(value: pulumi.Output<unknown> | Promise<unknown>): string {
  const number = numbers.get(value) ?? known.push(pulumi.output(value)) - 1;
  numbers.set(value, number);
  return outputToken(number);
}

function hydrateText(text: string): unknown {
  if (!text.includes('pulumi-output-')) return text;
  // Split by a pattern with one group: texts and numbers alternate.
  const parts = text
    .split(outputTokens)
    .map((part, place) => (place % 2 ? (known[Number(part)] ?? `pulumi-output-${part}-token`) : part));
  const [before, output, after] = parts;
  // A token that stands alone becomes the value itself, which need not be a text.
  return parts.length === 3 && before === '' && after === '' ? output : pulumi.concat(...(parts as pulumi.Input<string>[]));
}
