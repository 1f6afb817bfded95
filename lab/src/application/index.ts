import { nodeProgram } from '../probes/node-program';
import type { ProgramCommand } from '../probes/node-program';
import type { ResponderOptions } from './responder';

export { Responder } from './responder';
export type { Endpoint, ResponderOptions } from './responder';

/** Command line of a responder: prints `ready` once it listens, answers 503 between two SIGUSR1, ends with SIGTERM. */
export function responderCommand(options: ResponderOptions): ProgramCommand {
  return nodeProgram(__dirname, 'program', [JSON.stringify(options)]);
}
