/**
 * Detection latency on real sockets, against a real kube-apiserver: time from the cause until the label of the Service is patched, for
 * each kind of failure, beside the budget that the agent prints for its timing.
 *
 * Usage: tsx bench/agent/latency.ts [trials] [profile] [causes, separated by commas; default all]
 */
import { cpus, loadavg } from 'node:os';
import { agentSchema, detectionBudget, resolve } from 'anycast-mec/contract';
import type { AgentInput, FailureKind } from 'anycast-mec/contract';
import { Application } from '../../test/agent/equipment/application';
import { missingComponents } from '../../test/agent/equipment/components';
import { ControlPlane, freePort } from '../../test/agent/equipment/control-plane';
import { LabelWatch } from '../../test/agent/equipment/label-watch';
import { OwnAddresses } from '../../test/agent/equipment/own-addresses';
import { RunningAgent } from '../../test/agent/equipment/running-agent';
import { Silence } from '../../test/agent/equipment/silence';
import { applyEndpoints, configFor, prepareSite } from '../../test/agent/equipment/site';
import { until } from '../../test/agent/equipment/until';

const trials = Number(process.argv[2] ?? 200);
if (!Number.isInteger(trials) || trials < 1)
  throw new Error(`trials = '${process.argv[2]}'; allowed: a whole number from 1, such as 200`);
const profile = process.argv[3] === 'normal' ? 'normal' : 'fast';
const chosen = process.argv[4]?.split(',');
/** Answers of the slow application come after this, ms: later than every timeout. */
const slowMs = 1000;

interface Cause {
  readonly name?: string;
  /** What the budget calls it. */
  readonly kind: FailureKind;
  /** Makes it fail; resolves in the moment in which it does. */
  readonly fail: (app: Application) => Promise<void> | void;
  readonly heal: (app: Application) => Promise<void>;
}

const again = async (app: Application) => {
  await app.stop();
  await app.start();
};

const causes: readonly Cause[] = [
  { kind: 'killed', fail: (app) => app.signal('SIGKILL'), heal: again },
  { kind: 'port closed', fail: (app) => app.tell('close'), heal: again },
  {
    kind: 'hung',
    fail: (app) => app.signal('SIGSTOP'),
    heal: async (app) => {
      app.signal('SIGCONT');
      await again(app);
    },
  },
  {
    name: 'half open',
    // The host lost power: nobody answers, and nothing ends the held connection. To the agent it is the same as a process that hangs.
    kind: 'hung',
    fail: (app) => new Silence([app.address]).begin(),
    heal: (app) => {
      new Silence([app.address]).end();
      return Promise.resolve();
    },
  },
  { kind: 'error answers', fail: (app) => app.tell('5xx'), heal: (app) => app.tell('well') },
  { kind: 'slow answers', fail: (app) => app.tell(`slow ${slowMs}`), heal: (app) => app.tell('well') },
];

void main();

async function main(): Promise<void> {
  const missing = missingComponents();
  if (missing !== undefined) {
    process.stderr.write(`cannot measure: missing ${missing}\n`);
    process.exitCode = 1;
    return;
  }
  const plane = await ControlPlane.start();
  const addresses = new OwnAddresses(1);
  const app = new Application(addresses.all[0] ?? '', await freePort());
  await app.start();
  const token = await prepareSite(plane);
  await applyEndpoints(plane.admin, [{ address: app.address, host: 'h1' }]);
  const config = configuration(plane, token, await freePort(), app.port);
  const agent = await RunningAgent.start(config);
  const watch = new LabelWatch(plane.admin);
  try {
    await until('the watch is open', () => watch.started);
    const budget = detectionBudget(resolve(agentSchema.parse(config)).services[0] as never);
    print(
      `${trials} trials each, profile ${profile}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; from the cause until the label is seen patched, ms`,
    );
    print(row(['cause', 'median', 'p95', 'max', 'budget']));
    for (const cause of causes.filter(({ name, kind }) => chosen?.includes(name ?? kind) ?? true)) {
      const found = await measure(cause, app, agent, watch);
      const worst = budget.failures.find(({ kind }) => kind === cause.kind)?.worstMs;
      print(row([cause.name ?? cause.kind, ...[0.5, 0.95, 1].map((share) => quantile(found, share).toFixed(1)), String(worst)]));
    }
  } finally {
    watch.stop();
    new Silence([app.address]).end();
    await agent.end();
    await app.stop();
    await plane.stop();
    addresses.remove();
  }
}

async function measure({ fail, heal }: Cause, app: Application, agent: RunningAgent, watch: LabelWatch): Promise<number[]> {
  const found: number[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    await until(
      'the VIP is UP',
      async () => (await agent.status()).services[0]?.site.phase === 'UP' && watch.route === undefined,
    );
    // Any moment of the probe interval must be equally likely.
    await new Promise((done) => setTimeout(done, 50 + Math.random() * 100));
    const seen = watch.next();
    const at = performance.now();
    await fail(app);
    // A command to the application takes effect when it says so; a signal at once.
    const causeAt = performance.now() - at > 0.5 ? performance.now() : at;
    found.push((await seen) - causeAt);
    await heal(app);
  }
  return found;
}

function configuration(plane: ControlPlane, token: string, port: number, appPort: number): AgentInput {
  const base = configFor(plane, token, port, appPort);
  const [service] = base.services;
  if (!service) throw new Error('no service is configured');
  const timing = { drain: '500ms', verify: '20ms', holdDown: '20ms', holdDownMax: '20ms', flapWindow: '1ms' };
  return {
    ...base,
    actionsPerMinute: 100_000,
    services: [{ ...service, health: { port: appPort, http: '/', profile }, timing }],
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(16) : cell.padStart(9))).join('');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
