import type { MachineInput } from './seen';

/**
 * Whether overload is absorbed here. A dead process absorbs nothing; one that answers 429 does, and withdrawing it would move the load to
 * the next site.
 */
export function absorbs({ overloaded, verdict }: Pick<MachineInput, 'overloaded' | 'verdict'>): boolean {
  return overloaded && !verdict.hard;
}

/** Whether the VIP is to leave: it has failed, and absorbs nothing. */
export function mustLeave(input: Pick<MachineInput, 'overloaded' | 'verdict'>): boolean {
  return input.verdict.health === 'failed' && !absorbs(input);
}
