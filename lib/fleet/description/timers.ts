import { z } from 'zod';
import { bounds } from './bounds';
import { durationSchema, wholeSecondsSchema } from './scalars';

/** Timers of a BGP session. */
export const timersSchema = z.strictObject({
  hold: wholeSecondsSchema(3, bounds.holdS)
    .optional()
    .describe('hold time (RFC 4271 section 4.2) in whole seconds, 3s to 65535s; default 3s'),
  keepalive: wholeSecondsSchema(1, bounds.keepaliveS)
    .optional()
    .describe('keepalive time in whole seconds, 1s to 21845s; default a third of the hold time'),
});

/** BFD of a session: off, on with defaults, or on with these timers. */
export const bfdSchema = z.union([
  z.boolean(),
  z.strictObject({
    interval: durationSchema
      .optional()
      .describe('transmit and receive interval (RFC 5880 section 4.1), 10ms to 60s; default 50ms'),
    multiplier: z.int().min(2).max(255).optional().describe('detection multiplier; default 3'),
  }),
]);

/** See {@link timersSchema}. */
export type TimersDescription = z.infer<typeof timersSchema>;
/** See {@link bfdSchema}. */
export type BfdDescription = z.infer<typeof bfdSchema>;
