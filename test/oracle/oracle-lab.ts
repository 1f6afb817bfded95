import { setTimeout as pause } from 'node:timers/promises';
import type { Fleet, FleetState, Prediction } from '../../lib/fleet';
import { bestPathExpectation, fibExpectation, sessionsExpectation } from '../../lab/src/expectations/routing';
import { LabFaultDesk } from '../../lab/src/faults/desk';
import { SpeakerSite } from '../../lab/src/hosts/speaker-site';
import type { RunningLab } from '../../lab/src/model/running-lab';
import { buildTopology } from '../../lab/src/network/topology';
import { startRouters } from '../../lab/src/routers/start';
import { Lab } from '../real/network/lab';
import { Asker, flows } from './asker';
import type { Loss } from './losses';

/** Longest time until everything is as predicted, ms: a busy machine is slow to start, and keepalived waits until BGP is up. */
export const usualPatienceMs = 60_000;
/** Time for which it must stay so, ms. */
const steadyMs = 700;
const everyMs = 150;

/** What differs, and whether it was asked at all. */
export interface Comparison {
  readonly differences: readonly string[];
  /** Single facts that were compared: sessions, paths, kernel routes, answers. */
  readonly compared: number;
}

/** A fleet at level `routers` in namespaces of this machine, held against its prediction. */
export class OracleLab {
  private readonly lab = new Lab();
  private readonly askers = new Map<string, Asker>();
  private running: RunningLab | undefined;

  /** @param patienceMs longest time until a state is as predicted */
  public constructor(
    private readonly fleet: Fleet,
    private readonly patienceMs = usualPatienceMs,
  ) {}

  /** Starts everything. What was started before an error is taken away by {@link close}. */
  public async start(): Promise<void> {
    const { fleet, lab } = this;
    const { clients } = await buildTopology(lab.network, fleet);
    const { sessions } = fleet;
    const sites = new Map(fleet.sites.map((site) => [site.name, new SpeakerSite(site, lab.network, sessions, undefined, {})]));
    const routers = await startRouters(lab.network, fleet, () => '');
    await Promise.all([...sites.values()].map((site) => site.start(() => undefined)));
    for (const [name, node] of clients) {
      const targets = fleet.services.flatMap(({ name: service, vips, ports }) =>
        vips.flatMap(({ family, address }) => ports.map(({ port }) => ({ name: `${service} IPv${family}`, address, port }))),
      );
      this.askers.set(name, new Asker(node, targets));
    }
    const desk: LabFaultDesk = new LabFaultDesk(() => running, { speakers: sites });
    const running: RunningLab = {
      name: lab.id,
      fleet,
      level: 'routers',
      published: { failovers: [], latencies: [] },
      delay: 'none',
      network: lab.network,
      routers,
      sites,
      clients,
      faults: desk,
      programs: {},
      notes: [],
      expectations: () => [],
    };
    this.running = running;
  }

  /** Ends everything. */
  public close(): Promise<void> {
    return this.lab.close();
  }

  /** Brings the fleet into a state, from any other. */
  public async inflict({ faults }: Loss): Promise<void> {
    const { faults: desk } = this.lived();
    await desk.healAll();
    for (const fault of faults) await desk.inject(fault);
  }

  /** Waits until the fleet does what is predicted for a state; what differs when it does not. */
  public async compare(state: FleetState): Promise<Comparison> {
    const prediction = this.fleet.predict(state);
    const end = Date.now() + this.patienceMs;
    let since: number | undefined;
    for (;;) {
      const differences = await this.differences(prediction);
      if (differences.length) {
        since = undefined;
        if (Date.now() > end) return { differences, compared: this.facts(prediction) };
      } else {
        since ??= Date.now();
        if (Date.now() - since >= steadyMs) return { differences, compared: this.facts(prediction) };
      }
      await pause(everyMs);
    }
  }

  private async differences(prediction: Prediction): Promise<string[]> {
    const { routers } = this.lived();
    for (const expectation of [sessionsExpectation, bestPathExpectation, fibExpectation]) {
      const found = await expectation(this.fleet, routers, prediction).check();
      if (found.length) return [...found];
    }
    return this.answerDifferences(prediction);
  }

  /** Every client is answered by whom it should be: all flows by one site, by each of its hosts; or none. */
  private async answerDifferences(prediction: Prediction): Promise<string[]> {
    const answers = this.fleet.services.flatMap(({ name }) => prediction.answers(name));
    const asked = [...this.askers].map(async ([client, asker]) => {
      const seen = await asker.ask();
      return answers
        .filter((answer) => `${answer.at}/${answer.client}` === client)
        .flatMap(({ service, family, sites, hosts, lost }) => {
          const counts = seen[`${service} IPv${family}`] ?? {};
          const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
          const foreign = Object.keys(counts).filter((host) => !hosts.includes(host));
          const missing = sites.length === 1 && !lost.length ? hosts.filter((host) => !counts[host]) : [];
          const enough = lost.length ? (sites.length ? total < flows : total === 0) : total === flows;
          if (!foreign.length && !missing.length && enough) return [];
          const expected = `${hosts.join(', ') || 'nobody'}${lost.length ? ` (${lost.join('; ')})` : ''}`;
          return [`${client}: ${flows} flows to ${service} IPv${family}: ${JSON.stringify(counts)}; expected ${expected}`];
        });
    });
    return (await Promise.all(asked)).flat();
  }

  private facts(prediction: Prediction): number {
    const { services, sessions } = this.fleet;
    const perRouter = services.flatMap(({ vips }) => vips).length * this.lived().routers.size;
    return sessions.length + 2 * perRouter + services.flatMap(({ name }) => prediction.answers(name)).length * flows;
  }

  private lived(): RunningLab {
    if (!this.running) throw new Error('the lab is not started');
    return this.running;
  }
}
