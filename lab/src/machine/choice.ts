import { levels } from './level';
import type { Level } from './level';
import type { Machine } from './machine';

/** Whether a level can be run here. */
export interface LevelOffer {
  readonly level: Level;
  /** Why not, with what helps; absent: it can. */
  readonly reason?: string;
}

/** What each level needs and this machine does not have. */
export function offers(machine: Machine): LevelOffer[] {
  const routers = [
    ...(machine.noNamespaces === undefined ? [] : [machine.noNamespaces]),
    ...(machine.missingPrograms.length
      ? [`not installed: ${machine.missingPrograms.join(', ')}; remedy: make setup, or apt install frr bird2 nftables iproute2`]
      : []),
  ];
  const cluster = [
    ...routers,
    ...(machine.root ? [] : ['kubelet and containerd need root']),
    ...(machine.noComponents === undefined ? [] : [machine.noComponents]),
    ...(machine.missingForClusters.length
      ? [
          `not installed: ${machine.missingForClusters.join(', ')}; remedy: make setup, or apt install containerd runc containernetworking-plugins`,
        ]
      : []),
  ];
  const mpls = [
    ...routers,
    ...(machine.mpls || !machine.missingForGuest.length
      ? []
      : [
          `the kernel has no MPLS (modprobe mpls_router), and for a guest that has there is no ${machine.missingForGuest.join(', ')}`,
        ]),
  ];
  const reasons: Readonly<Record<Level, readonly string[]>> = { routers, cluster, mpls };
  return levels.map((level) => ({ level, ...(reasons[level].length && { reason: reasons[level].join('; ') }) }));
}

/** What a lab is run with. */
export interface Choice {
  readonly level: Level;
  readonly delay: 'netem' | 'delay-line' | 'none';
  readonly delayProgram?: string;
  readonly mpls: boolean;
  /** Why it is so, where that is not what one would expect. */
  readonly notes: readonly string[];
}

/** Levels of which the best that can be run is chosen by itself; `mpls` is asked for. */
const chosenByItself: readonly Level[] = ['cluster', 'routers'];

/**
 * Chooses the level and the means of delay.
 *
 * @param wanted @default - the best that can be run
 * @param wantsDelay whether the fleet has delays and they were not left out by hand
 * @throws Error with the reason if the level cannot be run here
 */
export function choose(machine: Machine, wanted: Level | undefined, wantsDelay: boolean): Choice {
  const all = offers(machine);
  const reasonOf = (level: Level) => all.find((offer) => offer.level === level)?.reason;
  const level = wanted ?? chosenByItself.find((candidate) => reasonOf(candidate) === undefined) ?? 'routers';
  const reason = reasonOf(level);
  if (reason !== undefined) throw new Error(`level ${level} cannot be run here: ${reason}`);
  const notes = wanted === undefined && level !== 'cluster' ? [`level ${level}, since not cluster: ${reasonOf('cluster')}`] : [];
  const delay = !wantsDelay ? 'none' : machine.netem ? 'netem' : machine.delayLine === undefined ? 'none' : 'delay-line';
  if (wantsDelay && delay === 'none') {
    notes.push('links have no delay: the kernel has no netem, and the delay line is not built (remedy: make components)');
  }
  return {
    level,
    delay,
    ...(delay === 'delay-line' && machine.delayLine !== undefined && { delayProgram: machine.delayLine }),
    mpls: level === 'mpls' && machine.mpls,
    notes,
  };
}
