import { z } from 'zod';
import { fleetSchema } from './fleet';

/** The keys that a schema, that of the fleet unless told, allows at a path, over all its alternatives; not those that are called otherwise now. */
export function knownKeys(path: readonly PropertyKey[], schema: z.core.$ZodType = fleetSchema): string[] {
  return [...new Set(schemasAt(path, schema).flatMap((schema) => (schema instanceof z.ZodObject ? currentKeys(schema) : [])))];
}

function currentKeys({ shape }: z.ZodObject): string[] {
  return Object.entries(shape).flatMap(([key, of]) => (z.globalRegistry.get(of)?.deprecated ? [] : [key]));
}

/** Whether a schema, that of the fleet unless told, takes a value at a path; `undefined` if there need not be any. */
export function takesAt(path: readonly PropertyKey[], value: unknown, schema: z.core.$ZodType = fleetSchema): boolean {
  if (value === undefined) return schemasAt(path.slice(0, -1), schema).some((above) => mayLack(above, path.at(-1)));
  return schemasAt(path, schema).some((schema) => z.safeParse(schema, value).success);
}

function mayLack(schema: z.core.$ZodType, key: PropertyKey | undefined): boolean {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, unknown>)[key ?? ''] instanceof z.ZodOptional;
  return schema instanceof z.ZodRecord || schema instanceof z.ZodArray;
}

/** The alternatives of a schema at a path. */
function schemasAt(path: readonly PropertyKey[], schema: z.core.$ZodType): z.core.$ZodType[] {
  let schemas: z.core.$ZodType[] = [schema];
  for (const key of path) schemas = schemas.flatMap(alternatives).flatMap((schema) => below(schema, key));
  return schemas.flatMap(alternatives);
}

/** A schema without its wrapping, as the list of its alternatives. */
function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}

function below(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<PropertyKey, z.core.$ZodType>;
    return Object.hasOwn(shape, key) && shape[key] ? [shape[key]] : [];
  }
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodTuple) return typeof key === 'number' && schema.def.items[key] ? [schema.def.items[key]] : [];
  return [];
}
