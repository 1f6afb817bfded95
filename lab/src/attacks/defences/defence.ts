import type { RunningLab, Undo } from '../../model/running-lab';
import type { RunningRouter } from '../../routers/running-router';
import type { Scene } from '../scene';

/** Something that defends, and that can be taken out of a running lab. */
export interface Defence {
  /** What it is, in words. */
  readonly what: string;
  /**
   * Takes it out of the running daemons or packet filter.
   *
   * @returns puts it back
   * @throws Error if it is not there, so that nobody takes it for taken out
   */
  remove(lab: RunningLab, scene: Scene): Promise<Undo>;
}

/** The router that hears the attacker. @throws Error if it does not run */
export function hearing(lab: Pick<RunningLab, 'routers'>, { router }: Pick<Scene, 'router'>): RunningRouter {
  return routerNamed(lab, router);
}

/** A router by its full name. @throws Error if it does not run */
export function routerNamed(lab: Pick<RunningLab, 'routers'>, name: string): RunningRouter {
  const found = lab.routers.get(name);
  if (!found) throw new Error(`the lab runs no router ${name}`);
  return found;
}
