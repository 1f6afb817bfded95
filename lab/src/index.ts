export { runLab } from './cli';
export type { Terminal } from './cli';
