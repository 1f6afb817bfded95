import type { Undo } from './running-lab';

/** Takes everything back, the last first; what fails does not keep the rest from it. @throws the first error */
export async function undoAll(undos: readonly Undo[]): Promise<void> {
  const errors: unknown[] = [];
  for (const undo of [...undos].reverse()) {
    try {
      await undo();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length) throw errors[0];
}
