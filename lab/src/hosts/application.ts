import type { Host } from 'anycast-mec';
import { responderCommand } from '../application';
import { until } from '../network/until';
import type { LabNode } from '../network/lab-node';
import type { NodeProcess } from '../network/node-process';
import { eachOnce, listenersAtVips } from '../services/listeners';
import type { Listener } from '../services/listeners';
import { native } from '../services/programs';

/** Longest start of the application on a busy machine, ms. */
const startMs = 120_000;

/**
 * The application of a host at level `routers`, for the VIPs of all services of the site: the lab's responder, or the sample application where
 * a service speaks more than that. Test equipment.
 */
export class HostApplication {
  private process: NodeProcess | undefined;
  private isHung = false;
  private isFailing = false;

  /**
   * @param sample path of the sample application; undefined where no service needs it
   * @param changed called whenever it begins or ceases to run
   */
  public constructor(
    private readonly node: LabNode,
    private readonly host: Host,
    private readonly sample: string | undefined,
    private readonly changed: () => void,
  ) {}

  /** Whether it runs; a hung one does. */
  public get runs(): boolean {
    return this.process !== undefined;
  }

  /** `ok`, `hung`, `failing` or `ended`. */
  public get state(): string {
    if (!this.process) return 'ended';
    return this.isHung ? 'hung' : this.isFailing ? 'failing' : 'ok';
  }

  /** Starts it; returns when it listens. @throws Error if it runs already, or does not start */
  public async start(): Promise<void> {
    if (this.process) throw new Error(`the application of ${this.host.fullName} runs already`);
    const launched = this.launch(eachOnce(this.host.site.services.flatMap(listenersAtVips)));
    let ended: number | string | undefined;
    void launched.exited.then((code) => {
      ended = code;
      if (this.process !== launched) return;
      this.process = undefined;
      this.changed();
    });
    await until(
      `the application of ${this.host.fullName} listens`,
      startMs,
      () => {
        if (launched.answer().includes('ready\n')) return Promise.resolve([]);
        if (ended !== undefined) throw new Error(`the application of ${this.host.fullName} ended (${ended}): ${launched.said()}`);
        return Promise.resolve([launched.said() || 'no output yet']);
      },
      20,
    );
    this.isHung = this.isFailing = false;
    this.process = launched;
    this.changed();
  }

  /** Ends it at once. @throws Error if it does not run */
  public async kill(): Promise<void> {
    const process = this.own();
    process.kill();
    await process.exited;
  }

  /** Stops it where it stands (SIGSTOP), or lets it go on: its connections stay, and nobody is answered. */
  public hang(on: boolean): void {
    this.own().kill(on ? 'SIGSTOP' : 'SIGCONT');
    this.isHung = on;
  }

  /** Lets it answer 503, or well again. */
  public fail(on: boolean): void {
    if (this.isFailing === on) return;
    this.own().kill('SIGUSR1');
    this.isFailing = on;
  }

  private launch(listeners: readonly Listener[]): NodeProcess {
    const { name: host, site } = this.host;
    if (listeners.every(({ speaks }) => native.has(speaks))) {
      const at = (spoken: string) =>
        listeners.flatMap(({ address = '', port, speaks }) => (speaks === spoken ? [{ address, port }] : []));
      const [program, ...args] = responderCommand({ site: site.name, host, udp: at('echo'), http: at('http') });
      return this.node.start(program, args);
    }
    if (this.sample === undefined) throw new Error(`${this.host.fullName} needs the sample application`);
    // A process id would not tell a start from the one before it: in a namespace of its own every start has the same.
    const LAB_POD = String(process.hrtime.bigint() / 1_000_000n);
    const env = { LAB_SITE: site.name, LAB_HOST: host, LAB_POD, LAB_PORTS: JSON.stringify(listeners) };
    return this.node.start(this.sample, [], { env });
  }

  private own(): NodeProcess {
    if (!this.process) throw new Error(`the application of ${this.host.fullName} does not run`);
    return this.process;
  }
}
