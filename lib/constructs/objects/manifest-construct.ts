import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import type { z } from 'zod';
import { isBuiltIn } from '../../fleet/derive/namespaces';
import { knownKeys, takesAt } from '../../fleet/description/known-keys';
import type { Finding } from '../../fleet/findings/finding';
import { jsonText } from '../../fleet/findings/format';
import { schemaProblems } from '../../fleet/findings/schema-findings';
import { isClusterScoped } from './cluster-scoped';
import { constructKind, kindOf } from './construct-kind';
import type { ConstructKind } from './construct-kind';
import { levelOf, sharedNamespace } from './namespace';
import type { PodSecurityLevel } from './namespace';
import { mergeOver, overrideProblems } from './overrides';
import type { Overrides } from './overrides';

/** Properties that every construct of this library has. */
export interface ManifestProps {
  /** Raw fields merged over the objects of this construct. @default - none */
  readonly overrides?: Overrides;
}

/**
 * The id, unless the package constructs would take it for one that is there (`__proto__`) or find a child where there is none.
 *
 * @throws Error if it would
 */
function usableId(id: string): string {
  if (!(id in Object.prototype)) return id;
  throw new Error(
    `'${id}' is the name of a member of every object, and cannot be the id of a construct; remedy: give another id`,
  );
}

/** A problem of a construct, as synth reports it. */
export function problemText(path: string, value: unknown, message: string, allowed: string, remedy: string): string {
  return `${path} = ${value === undefined ? 'nothing' : jsonText(value)}: ${message}; allowed: ${allowed}; remedy: ${remedy}`;
}

/** What is wrong with a property of a construct. */
export type Problem = Pick<Finding, 'path' | 'value' | 'message' | 'allowed' | 'remedy'>;

/** What of a value a schema does not take. @param at what the value is called. @default - the properties of a construct */
export function misfits(schema: z.ZodType, given: unknown, at?: string): Problem[] {
  const issues = schema.safeParse(given).error?.issues ?? [];
  const root = at === undefined ? given : { [at]: given };
  const placed = at === undefined ? issues : issues.map((issue) => ({ ...issue, path: [at, ...issue.path] }));
  const inside = (path: readonly PropertyKey[]) => (at === undefined ? path : path.slice(1));
  const held = {
    root,
    knownKeys: (path: readonly PropertyKey[]) => knownKeys(inside(path), schema),
    takes: (path: readonly PropertyKey[], value: unknown) => takesAt(inside(path), value, schema),
  };
  return schemaProblems(placed, held)
    .filter(({ follows }) => !follows)
    .map(({ finding }) => finding);
}

/** What the constructs of this library share: overrides, and findings that are reported together at synth. */
export abstract class ManifestConstruct extends Construct {
  /** Which construct it is, in every copy of this package. */
  public abstract readonly [constructKind]: ConstructKind;

  private readonly overrides: Overrides;
  private readonly known = new Set<string>();
  private readonly made: ApiObject[] = [];
  private readonly problems: string[] = [];

  protected constructor(scope: Construct, id: string, props: ManifestProps) {
    super(scope, usableId(id));
    this.overrides = props.overrides ?? {};
    this.node.addValidation({ validate: () => [...this.problems, ...this.overrideProblems()] });
  }

  /** Every object that it made itself, in the order in which it made them; not those of constructs in it, nor a Namespace that others share. */
  public get objects(): ApiObject[] {
    return [...this.made];
  }

  /** Takes an object into the construct: its overrides apply. */
  protected own<T extends ApiObject>(object: T): T {
    // A chart stamps its namespace on everything, which Pulumi would make part of the resource's name.
    if (isClusterScoped(object.kind) && object.metadata.namespace !== undefined)
      mergeOver(object, { metadata: { namespace: null } });
    if (object.node.scope === this) this.made.push(object);
    // The overrides of an enclosing construct apply to the objects of its parts too, and win.
    for (const scope of this.node.scopes.reverse()) {
      if (isManifestConstruct(scope)) scope.override(object);
    }
    return object;
  }

  /** The Namespace that its objects live in, made unless another construct made it or every cluster has it. */
  protected makeNamespace(name: string, level: PodSecurityLevel): void {
    if (isBuiltIn(name)) return;
    const namespace = this.own(sharedNamespace(this, name, level));
    // cdk8s writes what others depend on first.
    this.node.addDependency(namespace);
    const present = levelOf(namespace);
    if (present === level) return;
    this.problem(
      'namespace',
      name,
      `its pods need the pod security level ${level}, and it has ${present ?? 'none'}`,
      'a namespace of its own',
      'give another namespace',
    );
  }

  /** Reports a problem at synth, together with all others. */
  protected problem(path: string, value: unknown, message: string, allowed: string, remedy: string): void {
    this.report([{ path, value, message, allowed, remedy }]);
  }

  /**
   * Reports problems at synth, together with all others.
   *
   * @returns whether there are none
   */
  protected report(problems: readonly Problem[]): boolean {
    for (const { path, value, message, allowed, remedy } of problems)
      this.problems.push(problemText(path, value, message, allowed, remedy));
    return problems.length === 0;
  }

  /**
   * Holds what was given against a schema that the fleet's description uses, too, and reports all that cannot be used.
   *
   * @param at what `given` is called in the report. @default - the properties of the construct
   * @returns whether all of it can be used
   */
  protected fits(schema: z.ZodType, given: unknown, at?: string): boolean {
    return this.report(misfits(schema, given, at));
  }

  private override(object: ApiObject): void {
    if (Object.keys(this.overrides).length === 0) return;
    for (const key of [object.kind, `${object.kind}/${object.name}`]) {
      this.known.add(key);
      const fields = this.overrides[key];
      if (fields) mergeOver(object, fields);
    }
  }

  private overrideProblems(): string[] {
    return Object.entries(this.overrides).flatMap(([key, fields]) =>
      this.known.has(key)
        ? overrideProblems(fields, `overrides['${key}']`)
        : [
            `overrides['${key}']: there is no such object here; allowed: ${[...this.known].join(', ')}; remedy: name one of them, or take the override out`,
          ],
    );
  }
}

/** Whether a construct is one of ours that makes objects. */
function isManifestConstruct(construct: IConstruct): construct is ManifestConstruct {
  const kind = kindOf(construct);
  return kind !== undefined && kind !== 'MecCluster';
}
