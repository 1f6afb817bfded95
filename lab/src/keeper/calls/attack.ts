import { z } from 'zod';
import { attackOf } from '../../attacks';
import { runAttack } from '../../attacks/run';
import type { AttackResult } from '../../attacks/run';
import { origins } from '../../attacks/scene';
import { labCall } from '../call';

const input = z.strictObject({
  name: z.string(),
  origin: z.enum(origins),
  /** How long it goes on, ms. */
  forMs: z.int().positive(),
});

/** Attacks, without the defence and with it. */
export const attack = labCall({
  name: 'attack',
  input,
  run: (lab, { name, origin, forMs }, progress): Promise<AttackResult> => {
    if (lab.level !== 'routers') throw new Error(`attacks are run at level routers; this lab is at level ${lab.level}`);
    return runAttack(lab, attackOf(name), origin, { forMs, progress });
  },
});
