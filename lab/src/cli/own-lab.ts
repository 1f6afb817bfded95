import { resolve } from 'node:path';
import { Fleet } from 'anycast-mec';
import type { Dialect } from 'anycast-mec';
import type { LabClient } from '../keeper/client';
import type { BfdTimers } from '../model/lab-fleet';
import { launch, takeDown } from '../keeper/launch';
import { hasDelay } from '../network/has-delay';
import type { Progress } from '../model/progress';
import { choose } from '../machine/choice';
import type { Level } from '../machine/level';
import { lookAtMachine } from '../machine/machine';

/** A lab that is started for a measurement. */
export interface OwnLabOptions {
  readonly fleetFile: string;
  readonly level?: Level;
  readonly border?: Dialect;
  readonly backbone?: Dialect;
  readonly sites?: readonly string[];
  readonly bfd?: BfdTimers;
  readonly backboneBfd?: BfdTimers;
  readonly delay: boolean;
  /** Whether the failover agent runs at level cluster. */
  readonly agent: boolean;
}

/** Longest time until such a lab is ready, ms. */
const readyMs = 300_000;

/** Starts a lab, does something with it and takes it down, whatever happens. */
export async function withOwnLab<T>(
  options: OwnLabOptions,
  progress: Progress,
  body: (lab: LabClient) => Promise<T>,
): Promise<T> {
  const { sites, border, backbone, bfd, backboneBfd, level, delay, agent } = options;
  const fleetFile = resolve(options.fleetFile);
  const fleet = Fleet.load(fleetFile);
  const machine = await lookAtMachine();
  const choice = choose(machine, level, delay && hasDelay(fleet));
  const name = `${fleet.name}-${border ?? 'own'}-${process.pid}`.slice(0, 40);
  const lab = await launch(
    {
      name,
      fleetFile,
      level: choice.level,
      ...(sites && { sites: [...sites] }),
      ...(border && { border }),
      ...(backbone && { backbone }),
      ...(bfd && { bfd }),
      ...(backboneBfd && { backboneBfd }),
      delay: choice.delay,
      ...(choice.delayProgram !== undefined && { delayProgram: choice.delayProgram }),
      mpls: choice.mpls,
      agent,
      notes: [...choice.notes],
      readyMs,
    },
    progress,
  );
  try {
    return await body(lab);
  } finally {
    await takeDown(lab);
  }
}
