import type { RunningLab } from '../model/running-lab';
import type { CutKind } from '../network/wire';
import type { Port } from '../network/port';
import type { Injection } from './verb';

/** Cuts cables; the undo is known before it is done. */
export async function cut(lab: RunningLab, ports: readonly Port[], kind: CutKind, injection: Injection): Promise<void> {
  const prepared = lab.network.prepareCut(ports, kind);
  injection.undo(() => prepared.undo());
  await prepared.apply();
}

/** Takes the power of a node: its cables fall silent first, so that no dying process says good-bye, then everything in it ends. */
export async function powerOff(
  lab: RunningLab,
  node: string,
  ports: readonly Port[],
  start: () => Promise<void>,
  injection: Injection,
): Promise<void> {
  // Undone in reverse: it starts behind its cut cables, as after a real loss of power, and is joined when it runs.
  await cut(lab, ports, 'silent', injection);
  injection.undo(async () => {
    if (lab.network.find(node).initPid === undefined) await start();
  });
  await lab.network.find(node).powerOff();
}
