import { z } from 'zod';
import { durationSchema } from './scalars';

/** Timers of a BGP session. */
export const timersSchema = z.strictObject({
  hold: durationSchema.optional().describe('hold time (RFC 4271 section 4.2), at least 3 s; default 3s'),
  keepalive: durationSchema.optional().describe('keepalive time; default a third of the hold time'),
});

/** BFD of a session: off, on with defaults, or on with these timers. */
export const bfdSchema = z.union([
  z.boolean(),
  z.strictObject({
    interval: durationSchema.optional().describe('transmit and receive interval (RFC 5880 section 4.1); default 50ms'),
    multiplier: z.int().min(2).max(255).optional().describe('detection multiplier; default 3'),
  }),
]);

/** See {@link timersSchema}. */
export type TimersDescription = z.infer<typeof timersSchema>;
/** See {@link bfdSchema}. */
export type BfdDescription = z.infer<typeof bfdSchema>;
