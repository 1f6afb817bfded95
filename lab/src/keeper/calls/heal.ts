import { z } from 'zod';
import { labCall } from '../call';

/** Takes one fault back, or all. */
export const heal = labCall({
  name: 'heal',
  input: z.strictObject({ id: z.string().exactOptional() }),
  run: async (lab, { id }) => (id === undefined ? lab.faults.healAll() : [await lab.faults.heal(id)]),
});
