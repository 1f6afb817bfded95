import type { Experiment } from '../measure/cell';

/** Nothing is broken: how far each site is for each client network. */
export const steadyState: Experiment = {
  name: 'steady-state',
  title: 'Latency in the steady state',
  question: 'Is the latency from each client network to each site what the delays of the Fleet predict?',
  kind: 'latency',
  // Which sites must step back for a client to see the next one is found out by the measurement itself.
  cells: () => [],
};
