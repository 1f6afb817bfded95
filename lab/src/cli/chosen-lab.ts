import type { Command } from 'commander';
import { LabClient } from '../keeper/client';

/** Options that choose a lab. */
export interface LabOption {
  readonly lab?: string;
}

/** Declares the option that chooses a lab. */
export function withLab(command: Command): Command {
  return command.option('--lab <name>', 'the lab; default the only one that runs');
}

/** The lab that is meant. @throws Error with those that run */
export function chosenLab({ lab }: LabOption): LabClient {
  return LabClient.find(lab);
}
