import { z } from 'zod';
import { labCall } from '../call';

const input = z.strictObject({
  verb: z.string(),
  target: z.string(),
  options: z.array(z.string()).exactOptional(),
  forMs: z.number().positive().exactOptional(),
});

/** Does a fault. */
export const fault = labCall({ name: 'fault', input, run: (lab, request) => lab.faults.inject(request) });
