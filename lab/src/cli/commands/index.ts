/* eslint-disable @typescript-eslint/no-require-imports -- each command is loaded when it is called, so that the others cost nothing */
import type { CommandModule } from '../command';

/** A command as the help lists it. */
interface Entry {
  readonly summary: string;
  readonly load: () => CommandModule;
}

/** Every command of the lab, in the order of the help: one a file. */
export const commands: Readonly<Record<string, Entry>> = {
  up: {
    summary: 'start the fleet on this machine, and wait until it does what the fleet predicts',
    load: () => require('./up') as CommandModule,
  },
  status: { summary: 'sessions, paths, hosts, faults', load: () => require('./status') as CommandModule },
  list: {
    summary: 'the labs that run, and the levels that this machine can run',
    load: () => require('./list') as CommandModule,
  },
  exec: { summary: 'run a command in a node', load: () => require('./exec') as CommandModule },
  kubeconfig: {
    summary: "a kubeconfig of a site's cluster, or a command run with it",
    load: () => require('./kubeconfig') as CommandModule,
  },
  client: {
    summary: 'traffic from a client network, with a live view of which site answers',
    load: () => require('./client') as CommandModule,
  },
  fault: { summary: 'let something fail', load: () => require('./fault') as CommandModule },
  heal: { summary: 'take a fault back, or all', load: () => require('./heal') as CommandModule },
  attack: { summary: 'attack it, without each defence and with it', load: () => require('./attack') as CommandModule },
  experiment: {
    summary: 'measure by name: faults repeated, outages explained, report written',
    load: () => require('./experiment') as CommandModule,
  },
  measure: { summary: 'measure any fault', load: () => require('./measure') as CommandModule },
  report: { summary: 'tables, pictures and HTML of what was measured', load: () => require('./report') as CommandModule },
  capture: { summary: 'record packets of a node into a ring of files', load: () => require('./capture') as CommandModule },
  graph: { summary: 'draw the fleet, with what is down marked', load: () => require('./graph') as CommandModule },
  down: { summary: 'end a lab and everything of it', load: () => require('./down') as CommandModule },
};
