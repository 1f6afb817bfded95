export { terminalTables } from './table';
export { readRuns } from './runs';
export type { Run } from './runs';
export { writeReport } from './write';
export type { Report } from './write';
