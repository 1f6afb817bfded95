import { ApiObject, App, JsonPatch } from 'cdk8s';
import type { ApiObjectMetadataDefinition } from 'cdk8s';
import type { Construct } from 'constructs';
import { copied, isConstant, isLazy, madeOnce } from './constant';

/** A typed object of cdk8s-plus, of which the group, version, kind and the properties' type are taken. */
export interface ObjectType<Props> {
  readonly GVK: { readonly apiVersion: string; readonly kind: string };
  manifest(props: Props): unknown;
}

/** How many resolvers every app has (cdk8s 2.70, app.ts): more of them are the operator's. */
const ownResolvers = new App().resolvers.length;

/**
 * An object of Kubernetes whose properties are checked by the types of cdk8s-plus, and written in one pass. cdk8s takes four (resolve,
 * sanitize, patch, copy field by field, the last quadratic in the number of fields), which was a third of the time of a whole synth.
 * The result is the same; an app with resolvers of its own takes the way of cdk8s. Of constant properties it is made once, and is constant
 * itself, unless something was added to the object.
 */
export class KubeObject<Props extends object> extends ApiObject {
  private readonly operations: JsonPatch[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly type: ObjectType<Props>,
    private readonly given: Props,
  ) {
    super(scope, id, { ...type.GVK, ...given });
  }

  public override addJsonPatch(...operations: JsonPatch[]): void {
    this.operations.push(...operations);
    super.addJsonPatch(...operations);
  }

  public override toJson(): unknown {
    if (App.of(this).resolvers.length > ownResolvers) return this.type.manifest(super.toJson() as Props);
    try {
      const { apiVersion, kind } = this.type.GVK;
      const json =
        isConstant(this.given) && this.isAsGiven()
          ? madeOnce(this.given, `${apiVersion} ${kind}`, () => this.written())
          : this.written();
      // A patch changes what it is given, and parts of it belong to other sites, too.
      return this.operations.length ? (JsonPatch.apply(copied(json), ...this.operations) as unknown) : json;
    } catch (error) {
      throw new Error(`${this.node.path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  private written(): object {
    const { apiVersion, kind } = this.type.GVK;
    const fields = plain({ ...this.given, metadata: undefined });
    return { apiVersion, kind, metadata: plainMetadata(this.metadata), ...(fields as object) };
  }

  /** Whether neither its chart nor a program added anything to the metadata that was given. */
  private isAsGiven(): boolean {
    const said = this.metadata as unknown as Fields;
    const { metadata = {} } = this.given as { readonly metadata?: Fields };
    const further = said['_additionalAttributes'] as Fields | undefined;
    return (
      further !== undefined &&
      ownFields.every((key) => hasSameFields(said[key], metadata[key])) &&
      Object.keys(further).every((key) => further[key] === metadata[key] || ownFields.includes(key))
    );
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** What cdk8s keeps of metadata in fields of their own, and the rest of what it was given in `_additionalAttributes` (2.70, metadata.ts). */
const ownFields: readonly string[] = ['name', 'namespace', 'annotations', 'finalizers', 'ownerReferences', 'labels'];

/** Whether two values are the same, or have the same fields; one that is absent has none. */
function hasSameFields(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const [fields, others] = [one ?? {}, other ?? {}] as [Fields, Fields];
  if (typeof fields !== 'object' || typeof others !== 'object') return false;
  const keys = Object.keys(fields);
  return keys.length === Object.keys(others).length && keys.every((key) => fields[key] === others[key]);
}

/** What `metadata.toJson()` gives, without what is empty, in one pass. */
function plainMetadata(metadata: ApiObjectMetadataDefinition): unknown {
  const said = metadata as unknown as Fields;
  if (!said['_additionalAttributes']) return metadata.toJson() as unknown;
  const fields: Record<string, unknown> = { ...said['_additionalAttributes'] };
  for (const key of ownFields) fields[key] = said[key];
  return filled(plain(fields));
}

/** A value without lists and maps that are empty; undefined if nothing is left. */
function filled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length ? value.map(filled) : undefined;
  const result: Record<string, unknown> = {};
  let isEmpty = true;
  for (const [key, field] of Object.entries(value)) {
    const kept = filled(field);
    if (kept === undefined) continue;
    result[key] = kept;
    isEmpty = false;
  }
  return isEmpty ? undefined : result;
}

/**
 * Plain data of a value: what is produced late is produced, keys are sorted, what is undefined or null is left out, as cdk8s does. Of a
 * constant it is made once, and is constant itself.
 */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return isConstant(value) ? madeOnce(value, 'plain data', () => plainObject(value)) : plainObject(value);
}

function plainObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (Object.getPrototypeOf(value) !== Object.prototype) return plain(plainInstance(value));
  const fields = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) {
    const field = plain(fields[key]);
    if (field !== undefined && field !== null) result[key] = field;
  }
  return result;
}

/** What an instance stands for: something late, a token, a number or text (`IntOrString`, `Quantity`), a time. */
function plainInstance(instance: object): unknown {
  if (isLazy(instance)) return instance.produce() as unknown;
  if (instance instanceof Date) return instance.toISOString();
  if ('resolve' in instance && typeof instance.resolve === 'function') return (instance.resolve as () => unknown)();
  if ('value' in instance && ['number', 'string'].includes(typeof instance.value)) return instance.value;
  throw new Error(`an instance of ${instance.constructor.name} cannot be written into a manifest`);
}
