import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { LiveWindow } from '../../probes';
import type { ExitCode } from '../command';
import { chosenLab, withLab } from '../chosen-lab';
import { duration } from '../duration';
import type { LabOption } from '../chosen-lab';
import type { Terminal } from '../terminal';

interface Options extends LabOption {
  readonly service?: string;
  readonly port?: string;
  readonly interval: number;
  readonly for?: number;
  readonly json?: true;
}

/** `client`: traffic from a client network until Ctrl-C; a line whenever another host answers, or nobody. */
export function declare(command: Command, terminal: Terminal) {
  withLab(command)
    .argument('<network>', 'client network, such as mec-1/ran')
    .option('--service <name>', 'the service; default the UDP service of the lab')
    .option('--port <port>', 'such as 53 or 53/UDP; default the first of the service')
    .option('--interval <ms>', 'time between two requests', number, 10)
    .option('--for <duration>', 'end after this time of traffic, such as 10s or a number of seconds', duration)
    .option('--json', 'every window of 100 ms as a line of JSON');
  return async (network: string, options: Options): Promise<ExitCode> => {
    const gone = new AbortController();
    const stop = () => gone.abort();
    process.once('SIGINT', stop);
    let timer: NodeJS.Timeout | undefined;
    const input = {
      client: network,
      intervalMs: options.interval,
      ...(options.service !== undefined && { service: options.service }),
      ...(options.port !== undefined && { port: options.port }),
    };
    const show = options.json ? (window: LiveWindow) => terminal.out(JSON.stringify(window)) : liveView(terminal);
    try {
      await chosenLab(options).call(
        'client',
        input,
        ({ detail }) => {
          if (options.for !== undefined) timer ??= setTimeout(stop, options.for);
          show(JSON.parse(detail ?? '{}') as LiveWindow);
        },
        gone.signal,
      );
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      process.off('SIGINT', stop);
    }
    return 0;
  };
}

function number(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('allowed is a number above 0.');
  return value;
}

/** Tells what changed: who answers, and for how long it was so before. */
function liveView(terminal: Terminal): (window: LiveWindow) => void {
  let before: string | undefined;
  let since = 0n;
  return (window) => {
    const hosts = Object.keys(window.answered).sort();
    const failures = Object.entries(window.failed).map(([failure, count]) => `${count} of ${window.sent} ${failure}`);
    const now = [hosts.length ? `answered by ${hosts.join(', ')}` : 'nobody answers', ...failures].join('; ');
    if (now === before) return;
    const at = BigInt(window.fromNs);
    const lasted = before === undefined ? '' : `   (before: ${(Number(at - since) / 1e9).toFixed(1)} s)`;
    const latency = window.latencyMs === undefined ? '' : `, ${window.latencyMs.toFixed(2)} ms`;
    terminal.out(`${new Date().toISOString().slice(11, 23)}  ${now}${latency}${lasted}`);
    before = now;
    since = at;
  };
}
