import type { Fleet } from 'anycast-mec';
import type { LabNode } from '../network/lab-node';
import { Probe } from '../probes';
import type { LiveWindow, StreamPlan } from '../probes';
import type { ServicePrograms } from '../services/programs';
import type { Spoken } from '../services/spoken';
import { portText, streamAt } from '../services/stream';
import { expectedAnswers } from './expected-answers';
import type { Expectation } from '../model/expectation';

/** Time for which the answers must have been right without a break, ms. */
const steadyMs = 2000;
/** Time between two requests, ms: of the lab's own datagrams, and of everything else, below any sensible rate limit. */
const intervalMs = (spoken: Spoken) => (spoken === 'echo' ? 20 : 500);
/** Time that an answer has, ms: who answers is in question, not how soon, and a lab with many services keeps a small machine busy. */
const timeoutMs = 1000;

interface Watched {
  readonly client: string;
  readonly stream: string;
  /** Sites of which one must answer. */
  readonly sites: readonly string[];
  /** CLOCK_MONOTONIC, ns, since when every answer was right. */
  since?: bigint;
  until?: bigint;
  wrong: string;
}

/** Watches from every client network which site answers each service: the expectation holds after 2 s of nothing but right answers. */
export class AnswerWatch implements Expectation {
  public readonly name = `the predicted site answers for ${steadyMs / 1000} s`;
  private readonly watched = new Map<string, Watched>();
  private readonly probes: Probe[] = [];
  private started = false;

  public constructor(
    private readonly fleet: Fleet,
    private readonly clients: ReadonlyMap<string, LabNode>,
    private readonly programs: ServicePrograms,
  ) {}

  public check(): Promise<string[]> {
    if (!this.started) this.start();
    return Promise.resolve(
      [...this.watched.values()].flatMap(({ client, stream, sites, since, until, wrong }) => {
        const seconds = since === undefined || until === undefined ? 0 : Number((until - since) / 1_000_000n) / 1000;
        if (seconds * 1000 >= steadyMs) return [];
        return [
          `${client} ${stream}: ${sites.join(' or ')} answers for ${seconds.toFixed(1)} s${wrong ? `; last: ${wrong}` : ''}`,
        ];
      }),
    );
  }

  /** Ends the probes. */
  public close(): void {
    for (const probe of this.probes) probe.abandon();
    this.probes.length = 0;
  }

  private start(): void {
    this.started = true;
    const expected = expectedAnswers(this.fleet);
    for (const [client, node] of this.clients) {
      const streams = expected
        .filter((entry) => entry.client === client)
        .map(({ service, vip, port, sites }): StreamPlan => {
          const several = service.ports.length > 1 ? ` ${portText(port)}` : '';
          const name = `${service.name}${several} (IPv${vip.family})`;
          this.watched.set(`${client} ${name}`, { client, stream: name, sites, wrong: '' });
          return streamAt(service, vip, port, this.programs, { name, intervalMs, timeoutMs });
        });
      if (!streams.length) continue;
      this.probes.push(Probe.start(node, { streams, live: (window) => this.take(client, window) }));
    }
  }

  private take(client: string, window: LiveWindow): void {
    const watched = this.watched.get(`${client} ${window.stream}`);
    if (!watched) return;
    // The rate limiter's refusal comes from the right place; it does not say which.
    const others = Object.keys(window.answered).filter((host) => !watched.sites.some((site) => host.startsWith(`${site}/`)));
    const failures = Object.entries(window.failed).flatMap(([failure, count]) =>
      failure === 'limited' ? [] : [`${count} ${failure}`],
    );
    if (others.length || failures.length) {
      delete watched.since;
      delete watched.until;
      watched.wrong = [...others.map((host) => `answered by ${host}`), ...failures].join(', ');
      return;
    }
    watched.since ??= BigInt(window.fromNs);
    watched.until = BigInt(window.toNs);
  }
}
