import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entrance } from '../../../lab/src/cli/entrance';
import { openWay } from '../../../lab/src/cli/kubeconfig';
import type { ApiWay } from '../../../lab/src/cli/kubeconfig';
import type { InjectedFault } from '../../../lab/src/model/fault-desk';
import type { LabClient } from '../../../lab/src/keeper/client';
import { launch, takeDown } from '../../../lab/src/keeper/launch';
import type { LabRequest } from '../../../lab/src/keeper/request';
import { componentSet } from '../../../lab/src/components';
import { until } from '../../../lab/src/network/until';
import { Prefix } from '../../../lib/fleet/addresses/prefix';
import { must, run } from '../../../lab/src/network/run';
import type { Outcome } from '../../../lab/src/network/run';

/** VIP of the service of small.yaml. */
const vip = '203.0.113.1';
/** Longest time for clients to move or come back, ms: the machine may be busy. */
const movedMs = 60_000;
const backMs = 180_000;

/** Asks the VIP a few times and prints who answered, a line each; runs in the network of a client. */
const asking = (address: string) => `
const ask = async () => {
  try {
    const answer = await fetch('http://${address}/lab', { signal: AbortSignal.timeout(1000) });
    const { site, host } = await answer.json();
    return answer.ok ? site + '/' + host : String(answer.status);
  } catch (error) { return 'nobody (' + (error.cause?.code ?? error.name) + ')'; }
};
(async () => { for (let i = 0; i < 4; i++) console.log(await ask()); process.exit(0); })();
`;

/** The fleet of {@link RunningClusters}. */
export const smallFleet = join(__dirname, 'small.yaml');

/** The small fleet of clusters, as the command line runs it. */
export class RunningClusters {
  private lab: LabClient | undefined;

  /**
   * Starts it.
   *
   * @param options @default - without the failover agent: what is shown is what the clusters do by themselves
   */
  public async start(options: Partial<Pick<LabRequest, 'agent' | 'bare' | 'fleetFile'>> = { agent: false }): Promise<void> {
    const lines: string[] = [];
    this.lab = await launch(
      {
        name: `test-clusters-${process.pid}`,
        fleetFile: smallFleet,
        level: 'cluster',
        delay: 'none',
        mpls: false,
        ...options,
        notes: [],
        readyMs: 300_000,
      },
      ({ phase, state, ms, detail }) => lines.push([phase, state, ms, detail].join(' ')),
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${lines.slice(-20).join('\n')}`, { cause: error });
    });
  }

  /** Ends it. */
  public async close(): Promise<void> {
    if (this.lab) await takeDown(this.lab);
  }

  /** Asks the keeper something. */
  public call(name: string, input: unknown = {}): Promise<unknown> {
    if (!this.lab) throw new Error('the lab was not started');
    return this.lab.call(name, input);
  }

  /**
   * Who answers a VIP to a client of a site, each time of a few: `mec-1/host-1`.
   *
   * @param address as a URL has it. @default - the VIP of small.yaml
   */
  public async answers(client: string, address = vip): Promise<string[]> {
    if (!this.lab) throw new Error('the lab was not started');
    const [program = '', ...args] = [
      ...(await entrance(this.lab, `client/${client}/ran`, true)),
      process.execPath,
      '-e',
      asking(address),
    ];
    return (await must(program, args)).trim().split('\n');
  }

  /** Runs a script of Node in the network of some pod of a host; what it prints. @throws Error with what it says if it fails */
  public async inPodOf(host: string, script: string): Promise<string> {
    const enter = 'exec nsenter --net="$(ls -d /run/netns/cni-* | head -n 1)" "$0" -e "$1"';
    return (await this.onHost(host, ['sh', '-c', enter, process.execPath, script])).trim();
  }

  /**
   * Gives a host a second address, `10.1.1.77/24`, in the network of its borders, and makes it the one that its packets come from unless
   * told otherwise. The address that packets to a border come from then.
   */
  public async addAddress(host: string, address: string, border: string): Promise<string> {
    const ip = (...args: string[]) => this.onHost(host, ['ip', '-json', ...args]);
    const towards = async () => (JSON.parse(await ip('route', 'get', border)) as [{ dev: string; prefsrc: string }])[0];
    const { dev } = await towards();
    await ip('address', 'replace', address, 'dev', dev, 'nodad');
    const prefix = Prefix.parse(address);
    // What the kernel gives IPv6 routes of an interface: 256. One of another metric would stand beside it.
    const metric = prefix.family === 6 ? ['metric', '256'] : [];
    const source = ['src', address.slice(0, address.indexOf('/'))];
    await ip('route', 'replace', prefix.toString(), 'dev', dev, 'proto', 'kernel', ...source, ...metric);
    return (await towards()).prefsrc;
  }

  private async onHost(host: string, command: readonly string[]): Promise<string> {
    if (!this.lab) throw new Error('the lab was not started');
    const [program = '', ...args] = [...(await entrance(this.lab, host)), ...command];
    return must(program, args, { timeoutMs: 30_000 });
  }

  /** Waits until clients of a site are answered by these hosts or sites alone. */
  public async answeredBy(client: string, expected: RegExp, withinMs = movedMs): Promise<void> {
    await until(
      `clients of ${client} are answered by ${expected.source}`,
      withinMs,
      async () => (await this.answers(client)).filter((who) => !expected.test(who)),
      500,
    );
  }

  /** Does a fault, looks at what it does, and takes it back whatever was seen. */
  public async during(verb: string, target: string, look: (fault: InjectedFault) => Promise<void>): Promise<void> {
    const fault = (await this.call('fault', { verb, target })) as InjectedFault;
    try {
      await look(fault);
    } finally {
      await this.call('heal', { id: fault.id });
    }
  }

  /** Waits until nothing differs from what the fleet predicts. */
  public async asPredicted(): Promise<void> {
    const differences = async () => ((await this.call('status')) as { differences: string[] }).differences;
    await until('everything is as the fleet predicts', backMs, differences, 1000);
  }

  /** Opens a way to a site's API server. */
  public way(site: string): Promise<ApiWay> {
    if (!this.lab) throw new Error('the lab was not started');
    return openWay(this.lab, site);
  }

  /** Runs kubectl for a site. */
  public async kubectl(site: string, args: readonly string[], input = ''): Promise<Outcome> {
    const way = await this.way(site);
    const program = (await componentSet()).have.get('kubectl') ?? 'kubectl';
    try {
      return await withFile(way.kubeconfig, (file) =>
        run(program, ['--kubeconfig', file, ...args], { input, timeoutMs: 60_000 }),
      );
    } finally {
      way.close();
    }
  }
}

async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'anycast-mec-test-'));
  try {
    const file = join(folder, 'kubeconfig');
    writeFileSync(file, text, { mode: 0o600 });
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
