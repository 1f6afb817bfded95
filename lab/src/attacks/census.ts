import type { RunningLab } from '../model/running-lab';
import type { NeighborState } from '../routers/running-router';

/** The sessions of all routers at a moment: `mec-1/border-1 to 10.0.0.32`. */
export type Census = ReadonlyMap<string, NeighborState>;

/** Counts the sessions of a lab. A router that does not answer has none. */
export async function census({ routers }: Pick<RunningLab, 'routers'>): Promise<Census> {
  const all = [...routers.values()].map(async (router) => {
    const seen = await router.neighbors().catch(() => new Map<string, NeighborState>());
    return [...seen].map(([address, state]) => [`${router.name} to ${address}`, state] as const);
  });
  return new Map((await Promise.all(all)).flat());
}

/**
 * Sessions that were up before and have ended since, also those that are up again.
 *
 * @param attacker address of the attacker, whose own sessions do not count
 */
export function lostSince(before: Census, after: Census, attacker: string): string[] {
  return [...before].flatMap(([name, { isUp, since }]) => {
    if (!isUp || name.endsWith(` to ${attacker}`)) return [];
    const now = after.get(name);
    return now?.isUp && now.since === since ? [] : [name];
  });
}
