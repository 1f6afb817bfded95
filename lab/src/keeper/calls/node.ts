import { z } from 'zod';
import { labCall } from '../call';

/** What is needed to enter a node from outside. */
export interface NodeEntrance {
  readonly namespace: string;
  /** Its first process, as the keeper sees it; absent where it is not booted. */
  readonly init?: number;
}

/** How a node is entered. */
export const node = labCall({
  name: 'node',
  input: z.strictObject({ name: z.string() }),
  run: (lab, { name }): Promise<NodeEntrance> => {
    const { namespace, initPid } = lab.network.find(name);
    return Promise.resolve({ namespace, ...(initPid !== undefined && { init: initPid }) });
  },
});
