export type { Cell, Experiment } from './cell';
export { journalFile, samplesFile } from './files';
export type { SamplesLine } from './files';
export { readJournal, uncensored } from './journal';
export type { Journal, JournalCell, LatencyRow, Trial, TrialStream } from './journal';
export type { RunOptions } from './options';
export { inWords, runExperiment } from './run';
