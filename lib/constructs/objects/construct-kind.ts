/**
 * The key under which a construct of ours says what it is. `instanceof` asks for a class, and a project has two of each where two copies of
 * this package are installed (a linked one, one of a dependency): of a symbol that is registered there is one in the whole process.
 */
export const constructKind: unique symbol = Symbol.for('anycast-mec.construct') as never;

/** Our constructs, by names that a minifier leaves alone. */
export type ConstructKind = 'MecCluster' | 'MetalLBPeering' | 'BfdDaemonSet' | 'AnycastService' | 'RateLimiter' | 'FailoverAgent';

/** Which construct of ours a value is, or extends; undefined: none. It may come from another copy of this package. */
export function kindOf(value: unknown): ConstructKind | undefined {
  if (typeof value !== 'object' || value === null || !(constructKind in value)) return undefined;
  return value[constructKind] as ConstructKind;
}
