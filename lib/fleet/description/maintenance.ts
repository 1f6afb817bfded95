import { z } from 'zod';
import { durationWithin } from '../../contract/durations';
import { bounds } from './bounds';

/** What clients are answered in place of a service that is being worked at. */
export const maintenanceSchema = z.strictObject({
  active: z.boolean().describe('whether clients get this answer (503) now'),
  retryAfter: durationWithin({
    mostMs: bounds.retryAfterS * 1000,
    leastMs: 1000,
    stepMs: 1000,
    text: 'a time in whole seconds, from 1s to 168h',
  })
    .optional()
    .describe('when clients are to ask again; default 5min'),
  text: z
    .string()
    .regex(
      new RegExp(`^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f]{1,${bounds.maintenanceText}}$`),
      `a text of at most ${bounds.maintenanceText} characters, without control characters other than the end of a line`,
    )
    .optional()
    .describe('what they are told; default a sentence that the service is being worked at'),
});

/** See {@link maintenanceSchema}. */
export type MaintenanceDescription = z.infer<typeof maintenanceSchema>;
