import type { Progress } from '../model/progress';
import type { Terminal } from './terminal';

/** Prints progress: for people a line when something ends, fails or is waited for; for programs every line as JSON. */
export function progressPrinter(terminal: Terminal, json: boolean): Progress {
  return (line) => {
    if (json) {
      terminal.out(JSON.stringify(line));
      return;
    }
    const { phase, state, ms = 0, detail = '' } = line;
    const seconds = `${(ms / 1000).toFixed(2)} s`.padStart(9);
    if (state === 'end') terminal.err(`${seconds}  ${phase}`);
    if (state === 'wait') terminal.err(`${seconds}  ${phase}: waiting: ${detail}`);
    if (state === 'fail') terminal.err(`${seconds}  ${phase}: FAILED${detail ? `\n  ${detail.replaceAll('\n', '\n  ')}` : ''}`);
    if (state === 'note') terminal.err(`           note: ${detail}`);
  };
}
