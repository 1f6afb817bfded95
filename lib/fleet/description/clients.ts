import { z } from 'zod';
import { bounds } from './bounds';
import { eachOnce, networkSchema } from './scalars';

/** Networks, each once. */
export const networksSchema = eachOnce(networkSchema).min(1).max(bounds.networks);

/** What becomes of clients by their address. */
export const clientsSchema = z.strictObject({
  onlyFrom: networksSchema.optional().describe('networks that are served; all others get 403; default everybody is'),
  deny: networksSchema.optional().describe('networks that get 403, also within onlyFrom; default none'),
  unlimited: networksSchema
    .optional()
    .describe('networks for which no limit holds, and which count in none, such as those of your monitoring; default none'),
});

/** See {@link clientsSchema}. */
export type ClientsDescription = z.infer<typeof clientsSchema>;
