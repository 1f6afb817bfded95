import type { Experiment } from '../measure/cell';
import { appLoss } from './app-loss';
import { bfdDaemonRestart } from './bfd-daemon-restart';
import { borderLoss } from './border-loss';
import { drain } from './drain';
import { hostLoss } from './host-loss';
import { linkLoss } from './link-loss';
import { podDelete } from './pod-delete';
import { rollingUpdate } from './rolling-update';
import { singleLoss } from './single-loss';
import { speakerRestart } from './speaker-restart';
import { steadyState } from './steady-state';
import { withdraw } from './withdraw';

/** Every experiment, in the order of the list. */
export const experiments: readonly Experiment[] = [
  steadyState,
  drain,
  withdraw,
  appLoss,
  podDelete,
  rollingUpdate,
  hostLoss,
  linkLoss,
  borderLoss,
  singleLoss,
  bfdDaemonRestart,
  speakerRestart,
];

/** The experiment of a name. @throws Error with those that there are */
export function experimentOf(name: string): Experiment {
  const experiment = experiments.find((entry) => entry.name === name);
  if (!experiment)
    throw new Error(`there is no experiment '${name}'; there are: ${experiments.map((entry) => entry.name).join(', ')}`);
  return experiment;
}
