import { z } from 'zod';
import { labCall } from '../call';
import { processorUse } from '../processor-use';

/** What the lab takes of the machine's processors, over a time. */
export const processor = labCall({
  name: 'processor',
  input: z.strictObject({ forMs: z.number().positive().max(600_000) }),
  run: (lab, { forMs }) => processorUse(process.pid, lab.network.nodes(), forMs),
});
