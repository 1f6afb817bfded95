import type { LabCall } from '../call';
import { attack } from './attack';
import { client } from './client';
import { experiment } from './experiment';
import { fault } from './fault';
import { graph } from './graph';
import { heal } from './heal';
import { kubeconfig } from './kubeconfig';
import { node } from './node';
import { processor } from './processor';
import { status } from './status';

/** Everything that can be asked of a running lab: one a file. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each call checks its own input
export const calls: readonly LabCall<any, unknown>[] = [
  status,
  fault,
  heal,
  node,
  graph,
  kubeconfig,
  client,
  experiment,
  attack,
  processor,
];
