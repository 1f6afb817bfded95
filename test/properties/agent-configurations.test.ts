import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfiguration } from 'anycast-mec/contract';
import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { AgentProgram, manifestsOf, MecCluster, standardSite } from '../../lib/constructs';
import { Fleet } from '../../lib/fleet';
import type { FleetDescription } from '../../lib/fleet';
import { draws } from '../draws';
import { anyFleet } from './any-fleet';
import { anyHealth } from './any-ports';
import { anyMove, anyTiming } from './any-timing';
import type { Timing, WrittenMove, WrittenTiming } from './any-timing';

const runs = draws(200, 40);
const bundle = join(__dirname, '../../agent/build/agent.js');
/** From the decision until the label is patched, ms: what the guide of the agent adds to every budget. */
const patchMs = 10;

/** What is asked, without when. */
const kind = (protocol: 'TCP' | 'UDP') =>
  anyHealth(protocol).map(
    ({ http, tls, grpc, dns, udp, quic }) => JSON.parse(JSON.stringify({ http, tls, grpc, dns, udp, quic })) as object,
  );

interface Drawn {
  readonly protocol: 'TCP' | 'UDP';
  readonly asked: object;
  readonly other: object;
  /** Whether there are two ports, each asked by a health of its own that takes its timing from the service's. */
  readonly twoPorts: boolean;
  readonly when: WrittenTiming;
  readonly move: WrittenMove;
}

const anyService: fc.Arbitrary<Drawn> = fc.constantFrom('TCP' as const, 'UDP' as const).chain((protocol) =>
  fc.record({
    protocol: fc.constant(protocol),
    asked: kind(protocol),
    other: kind(protocol),
    twoPorts: fc.boolean(),
    when: anyTiming,
    move: anyMove,
  }),
);

const anyAgents = fc.record({
  fleet: anyFleet,
  services: fc.array(anyService, { minLength: 1, maxLength: 2 }),
  mode: fc.constantFrom('enforce' as const, 'shadow' as const),
  actionsPerMinute: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
});
type Agents = typeof anyAgents extends fc.Arbitrary<infer T> ? T : never;

function described({ fleet, services }: Agents): FleetDescription {
  const entries = services.map(({ protocol, asked, other, twoPorts, when }, index) => [
    `app-${index}`,
    {
      vip: `203.0.113.${index + 1}`,
      workload: { image: 'registry.example/app:1' },
      ...(twoPorts
        ? {
            ports: [
              { port: 443, protocol, health: asked },
              { port: 8443, protocol, health: other },
            ],
            health: when.health,
          }
        : { port: 443, protocol, health: { ...asked, ...when.health } }),
    },
  ]);
  return { ...fleet, services: Object.fromEntries(entries) as NonNullable<FleetDescription['services']> };
}

/** What the construct writes for the agent of every site. */
function written(agents: Agents): string[] {
  const fleet = Fleet.from(described(agents));
  const settings = Object.fromEntries(
    agents.services.map(({ when, move: { timing, guards } }, index) => [
      `app-${index}`,
      { health: when.settings, timing, guards },
    ]),
  );
  return fleet.sites.map((site) => {
    const chart = new Chart(new App(), 'site');
    const { mode, actionsPerMinute } = agents;
    standardSite(new MecCluster(chart, 'mec', { fleet, site }), {
      agent: { mode, settings, program: AgentProgram.none(), ...(actionsPerMinute !== undefined && { actionsPerMinute }) },
    });
    const objects = manifestsOf(chart).flatMap((file) => file.objects) as { data?: Record<string, string> }[];
    return objects.map(({ data }) => data?.['agent.json']).find((text) => text !== undefined) ?? '';
  });
}

const budgetOf = ({ everyMs, jitter, fall, timeoutMs }: Timing) =>
  Math.ceil(everyMs * (1 + jitter) + (fall - 1) * everyMs + timeoutMs + patchMs);

/** What the agent's own program says of configurations; it starts anew for each, in one process. */
function toldByAgent(texts: readonly string[]): { service: string; failures: { kind: string; worstMs: number }[] }[][] {
  const folder = mkdtempSync(join(tmpdir(), 'agent-configurations-'));
  const program = `
    const [, , bundle, folder, count] = process.argv;
    (async () => {
      for (let place = 0; place < count; place++) {
        process.argv = [process.execPath, bundle, 'budget', '--json', '--config', folder + '/' + place + '.json'];
        delete require.cache[bundle];
        require(bundle);
        await new Promise((done) => setImmediate(done));
        if (process.exitCode) process.exit();
        process.stdout.write('\\0');
      }
    })();`;
  try {
    texts.forEach((text, place) => writeFileSync(join(folder, `${place}.json`), text));
    const file = join(folder, 'program.cjs');
    writeFileSync(file, program);
    const told = execFileSync(process.execPath, [file, bundle, folder, String(texts.length)], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return told
      .split('\0')
      .slice(0, -1)
      .map((text) => JSON.parse(text) as ReturnType<typeof toldByAgent>[number]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe(`the agents of ${runs} random fleets`, () => {
  const all: { readonly text: string; readonly agents: Agents }[] = [];

  test('read what the constructs write, as it was meant', () => {
    fc.assert(
      fc.property(anyAgents, (agents) => {
        const [first = '', ...others] = written(agents);
        // Sites of a fleet are told the same of their services: the program, which starts anew for each, reads that of one.
        all.push({ text: first, agents });
        for (const text of [first, ...others]) {
          const config = parseConfiguration(text, 'agent.json');
          expect(config).toMatchObject({ mode: agents.mode, actionsPerMinute: agents.actionsPerMinute ?? 10 });
          for (const [index, { twoPorts, when, move }] of agents.services.entries()) {
            const service = config.services.find(({ name }) => name === `app-${index}`);
            expect(service?.probe).toMatchObject(when.probe);
            expect(service?.checks.map(({ probe }) => probe)).toMatchObject(twoPorts ? [when.check] : []);
            expect({ ...service?.timing, ...service?.guards }).toMatchObject(move.expected);
          }
        }
      }),
      { numRuns: runs },
    );
  }, 240_000);

  test('have every unit, every profile and whatever can be asked among them', () => {
    const text = all.map((entry) => entry.text).join();
    for (const unit of ['ms', 's', 'm', 'min', 'h']) expect(text).toMatch(new RegExp(`"every": "[0-9.]+${unit}"`));
    for (const profile of ['normal', 'fast', 'baseline', 'thesis']) expect(text).toContain(`"profile": "${profile}"`);
    for (const asked of ['http', 'tls', 'grpcService', 'dns', 'udp', 'quic']) expect(text).toContain(`"${asked}":`);
    for (const setting of ['inDoubt', 'hardFall', 'jitter', 'drain', 'holdDownMax', 'tieBreak', 'lastSite'])
      expect(text).toContain(`"${setting}":`);
  });

  test("say in the agent's own program how long a hung application lasts, as the fleet has it", () => {
    expect(all.length).toBeGreaterThanOrEqual(runs);
    const told = toldByAgent(all.map(({ text }) => text));
    const hung = told.map((budgets) =>
      budgets.map(({ service, failures }) => [service, failures.find(({ kind: of }) => of === 'hung')?.worstMs]),
    );
    expect(hung).toEqual(
      all.map(({ agents }) =>
        agents.services.map(({ when, twoPorts }, index) => [
          `app-${index}/app-${index}`,
          // The slowest of all checks counts.
          Math.max(budgetOf(when.probe), twoPorts ? budgetOf(when.check) : 0),
        ]),
      ),
    );
  }, 240_000);
});
