import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { systemClock } from '../../../lib/rollout/clock';
import { AutomationEngine } from '../../../lib/rollout/engine/automation-engine';
import type { SiteEngine } from '../../../lib/rollout/engine/site-engine';
import { Journal } from '../../../lib/rollout/journal';
import { planRollout } from '../../../lib/rollout/plan';
import { rollOut } from '../../../lib/rollout/roll-out';
import { KubectlControl } from '../../../lib/rollout/sites/kubectl-control';
import type { SiteControl } from '../../../lib/rollout/sites/site-control';
import { defaultStrategy } from '../../../lib/rollout/strategy';

/**
 * Test equipment: a rollout as a process of its own, which can be killed. `rollout-process REAL_SITES [CHECK] [down]` runs in the folder
 * of the Pulumi project. Pulumi's real engine previews every site. The sites of REAL_SITES (separated by commas) have real control
 * planes: they are deployed, drained and looked at. The others are dry: an `up` there is one more preview, and they are taken for
 * healthy, or for down if the last argument says so.
 */
const [real = '', check = '', others = 'announced'] = process.argv.slice(2);
const isReal = (site: string) => real.split(',').includes(site);
const fleet = Fleet.load('fleet.yaml');
const pulumi = new AutomationEngine({ folder: process.cwd() });
const tell = (line: string) => void process.stdout.write(`${line}\n`);

const engine: SiteEngine = {
  preview: (site) => {
    tell(`engine: preview ${site}`);
    return pulumi.preview(site);
  },
  up: (site) => {
    tell(`engine: ${isReal(site) ? 'up' : 'dry up'} ${site}`);
    return isReal(site) ? pulumi.up(site) : pulumi.preview(site);
  },
};
const clusters = new KubectlControl(fleet, {
  accessTo: (site) => pulumi.accessTo(site),
  announcements: false,
  ...(check !== '' && { check }),
});
const drained = new Set<string>();
const control: SiteControl = {
  observe: (site) => {
    if (isReal(site)) return clusters.observe(site);
    const state = drained.has(site) ? 'drained' : others === 'down' ? 'down' : 'announced';
    return Promise.resolve({ vips: [{ service: 'hello', state }], problems: [] });
  },
  drain: (site) => (isReal(site) ? clusters.drain(site) : Promise.resolve(void drained.add(site))),
  restore: (site) => (isReal(site) ? clusters.restore(site) : Promise.resolve(void drained.delete(site))),
};

async function main(): Promise<void> {
  const strategy = { ...defaultStrategy, drain: 'always', drainMs: 3_000, soakMs: 1_000, deadlineMs: 15_000 } as const;
  const plan = planRollout(fleet, strategy);
  const journal = new Journal(join('.anycast-mec', 'rollout.jsonl'));
  const last = journal.rollouts().at(-1);
  const resumed = last && last.outcome === undefined ? last : undefined;
  const run = () =>
    rollOut({ fleet, plan, strategy, engine, control, journal, clock: systemClock, tell, ...(resumed && { resumed }) });
  const result = await journal.exclusively(run);
  pulumi.close();
  tell(`result: ${JSON.stringify(result)}`);
  process.exitCode = result.outcome === 'done' ? 0 : 1;
}
void main();
