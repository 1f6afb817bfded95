import { z } from 'zod';
import { fleetSchema } from './fleet';

/** The JSON Schema (draft 2020-12) of the fleet file, by which editors complete and check it. */
export function fleetJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(fleetSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title: 'anycast-mec fleet', ...schema };
}
