/* eslint-disable @typescript-eslint/no-require-imports -- each command is loaded when it is called, so that the others cost nothing */
import type { CommandModule } from '../command';

/** A command as the help lists it. */
interface Entry {
  readonly summary: string;
  readonly load: () => CommandModule;
}

/** Every command, in the order of the help. */
export const commands: Readonly<Record<string, Entry>> = {
  init: { summary: 'write a starter project', load: () => require('./init') as CommandModule },
  check: {
    summary: 'hold the fleet against the schema and every rule, or a checklist',
    load: () => require('./check') as CommandModule,
  },
  synth: { summary: 'write manifests and router files of every site', load: () => require('./synth') as CommandModule },
  show: { summary: 'what was derived: addresses, sessions, preference, budget', load: () => require('./show') as CommandModule },
  slo: { summary: 'what clients may expect: availability, error budget', load: () => require('./slo') as CommandModule },
  roas: { summary: 'which AS announces what: the ROAs that the fleet needs', load: () => require('./roas') as CommandModule },
  graph: { summary: 'draw the fleet', load: () => require('./graph') as CommandModule },
  diff: {
    summary: 'differences in meaning: of two sites, or from what was written',
    load: () => require('./diff') as CommandModule,
  },
  rollout: { summary: 'deploy a change site by site, and stop on red', load: () => require('./rollout') as CommandModule },
  export: { summary: 'write the manifests for Argo CD or Flux, in waves', load: () => require('./export') as CommandModule },
  secrets: {
    summary: 'list the secrets that the fleet refers to, or create them',
    load: () => require('./secrets') as CommandModule,
  },
  lab: {
    summary: 'run the fleet for real on this machine (package @anycast-mec/lab)',
    load: () => require('./lab') as CommandModule,
  },
  vendor: { summary: 'bring upstream manifests into this repository', load: () => require('./vendor') as CommandModule },
  schema: { summary: 'JSON Schema of the fleet file', load: () => require('./schema') as CommandModule },
  rules: { summary: 'list the rules', load: () => require('./rules') as CommandModule },
  explain: {
    summary: 'print the page of a rule, or of what a checklist asks',
    load: () => require('./explain') as CommandModule,
  },
};
