import type { NodeProcess, StartOptions } from './node-process';
import type { Outcome, RunOptions } from './run';

/** A machine of the lab: a network namespace, and with {@link LabNode.boot} a mount and PID namespace, too. */
export interface LabNode {
  /** `mec-1/border-1`, `isp-x/pe-1`, `mec-1/host-1`, `mec-1/control-plane`, `client/mec-1/upf-1`. */
  readonly name: string;
  /** Path of its network namespace. */
  readonly namespace: string;
  /** A folder of its own, gone with the lab. */
  readonly folder: string;
  /** The first process of the node while it is booted: process id as the keeper sees it. */
  readonly initPid: number | undefined;
  /** Runs lines of `ip -batch` in it. @throws Error with what `ip` says */
  ip(lines: readonly string[]): Promise<void>;
  /** Runs a program in its namespaces and waits; a code other than 0 is no error. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** As {@link run}, but a code other than 0 is an error; gives standard output. */
  must(program: string, args: readonly string[], options?: RunOptions): Promise<string>;
  /** Starts a long-running process in its namespaces. It ends with the lab at the latest. */
  start(program: string, args: readonly string[], options?: StartOptions): NodeProcess;
  /**
   * Starts the node's first process, a shell script, in a mount and PID namespace of its own. Everything that it starts ends with
   * it. `run` and `start` enter these namespaces from then on.
   *
   * @param script read by `sh`; it must stay (end it with `exec` of something, or with {@link stay})
   * @throws Error if the node is booted already
   */
  boot(script: string, env?: Readonly<Record<string, string>>): Promise<NodeProcess>;
  /** Ends every booted process of it at once, as a loss of power does. Its interfaces stay; cut them first for silence. */
  powerOff(): Promise<void>;
  /** Ids, as the keeper sees them, of the processes of the booted node whose program has this name. */
  pidsOf(program: string): number[];
}

/** Last lines of a script for {@link LabNode.boot}: stays, and reaps what is left of ended daemons. */
export const stay = `
while :; do sleep 86400 & wait $!; done
`;
