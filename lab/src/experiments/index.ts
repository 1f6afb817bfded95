import type { Cell, Experiment } from '../measure/cell';
import { unknownName } from '../usage/usage-error';
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

/** The experiment of a name. @throws UsageError with those that there are */
export function experimentOf(name: string): Experiment {
  const experiment = experiments.find((entry) => entry.name === name);
  if (!experiment)
    throw unknownName(
      'experiment',
      name,
      experiments.map((entry) => entry.name),
    );
  return experiment;
}

/** An experiment of some of its cells alone. @throws UsageError with those that it has in a fleet, where one is named that it has not */
export function withCells(experiment: Experiment, wanted: readonly string[]): Experiment {
  const cells = (lab: Parameters<Experiment['cells']>[0]): Cell[] => {
    const all = experiment.cells(lab);
    const unknown = wanted.filter((name) => !all.some((cell) => cell.name === name));
    if (unknown.length)
      throw unknownName(
        'cell',
        unknown.join("', '"),
        all.map(({ name }) => name),
        experiment.name,
      );
    return all.filter(({ name }) => wanted.includes(name));
  };
  return { ...experiment, cells };
}
