import type { Host } from 'anycast-mec';
import { responderCommand } from '../application';
import type { Endpoint } from '../application';
import { until } from '../expectations/until';
import type { LabNode } from '../network/lab-node';
import type { NodeProcess } from '../network/node-process';

/** Longest start of the application on a busy machine, ms. */
const startMs = 120_000;

/** The application of a host at level `routers`: one responder for the VIPs of all services of the site. Test equipment. */
export class HostApplication {
  private process: NodeProcess | undefined;
  private isHung = false;
  private isFailing = false;

  /** @param changed called whenever it begins or ceases to run */
  public constructor(
    private readonly node: LabNode,
    private readonly host: Host,
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
    const { site } = this.host;
    const endpoints = (protocol: 'TCP' | 'UDP'): Endpoint[] =>
      site.services
        .filter((service) => (service.description.protocol ?? 'TCP') === protocol)
        .flatMap(({ vips, description }) => vips.map(({ address }) => ({ address, port: description.port ?? 80 })));
    const [udp, http] = [endpoints('UDP'), endpoints('TCP')];
    const health = site.services.flatMap(({ description }) => description.health?.http ?? [])[0];
    const [program, ...args] = responderCommand({
      site: site.name,
      host: this.host.name,
      udp,
      http,
      ...(health !== undefined && { health }),
    });
    const process = this.node.start(program, args);
    let ended: number | string | undefined;
    void process.exited.then((code) => {
      ended = code;
      if (this.process !== process) return;
      this.process = undefined;
      this.changed();
    });
    await until(
      `the application of ${this.host.fullName} listens`,
      startMs,
      () => {
        if (process.answer().includes('ready\n')) return Promise.resolve([]);
        if (ended !== undefined) throw new Error(`the application of ${this.host.fullName} ended (${ended}): ${process.said()}`);
        return Promise.resolve([process.said() || 'no output yet']);
      },
      20,
    );
    this.isHung = this.isFailing = false;
    this.process = process;
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

  private own(): NodeProcess {
    if (!this.process) throw new Error(`the application of ${this.host.fullName} does not run`);
    return this.process;
  }
}
