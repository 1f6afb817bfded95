import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { metricNames } from 'anycast-mec/contract';
import { AgentMetrics } from '../../../agent/src/telling/metrics';
import { alertRules } from '../../../lib/constructs/agent/agent-alerts';
import { dashboard } from '../../../lib/constructs/agent/agent-dashboard';
import { describeNeeding } from '../../real/network/requirements';

const run = promisify(execFile);
const metric = metricNames;
const rules = () => alertRules().groups.flatMap((group) => group.rules);
const promtool = '/usr/bin/promtool';

type Labels = Readonly<Record<string, string>>;

interface Series {
  readonly series: string;
  /** As promtool writes them: `1x3` is 1 and three more of it, `_x3` are four that are missing; four a minute. */
  readonly values: string;
}

/** Whether an alert fires for these labels after so many minutes, as Prometheus evaluates the rules. @throws what promtool says if not */
async function plays(alert: string, minutes: number, fires: readonly Labels[], series: readonly Series[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
  const expected = fires.map((labels) => ({ exp_labels: { severity: severityOf(alert), ...labels } }));
  // The annotations are prose: what is compared is which alerts fire, and for whom.
  const exp_samples = expected.map(({ exp_labels }) => ({
    labels: `ALERTS{alertname="${alert}",alertstate="firing",${Object.entries(exp_labels)
      .map(([name, value]) => `${name}="${value}"`)
      .join(',')}}`,
    value: 1,
  }));
  const asked = { expr: `ALERTS{alertname="${alert}",alertstate="firing"}`, eval_time: `${minutes}m`, exp_samples };
  const tests = [{ interval: '15s', input_series: series, promql_expr_test: [asked] }];
  try {
    writeFileSync(join(folder, 'rules.json'), JSON.stringify(alertRules()));
    writeFileSync(join(folder, 'tests.json'), JSON.stringify({ rule_files: ['rules.json'], evaluation_interval: '15s', tests }));
    await run(promtool, ['test', 'rules', 'tests.json'], { cwd: folder });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stdout}${stderr}` || String(error), { cause: error });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function severityOf(alert: string): string {
  const rule = rules().find((one) => one.alert === alert);
  if (!rule) throw new Error(`there is no alert ${alert}`);
  return rule.labels.severity;
}

const held = (guard: string, values: string): Series => ({
  series: `${metric.guardHolds}{instance="a",service="n/s",guard="${guard}"}`,
  values,
});
const failures = (values: string, host = ''): Series => ({
  series: `${metric.failures}{instance="a",service="n/s",host="${host}"}`,
  values,
});
const inState = (state: string, values: string, host = ''): Series => ({
  series: `${metric.state}{instance="a",service="n/s",host="${host}",state="${state}"}`,
  values,
});
const vip = { instance: 'a', service: 'n/s' };

describeNeeding(
  'the alerts of the failover agent, played through by Prometheus,',
  existsSync(promtool) ? undefined : `${promtool} (make packages)`,
  () => {
    test.each<[string, string, number, readonly Labels[], readonly Series[]]>([
      // Four samples a minute.
      [
        'the first hold pages, though its series is new',
        'AnycastVipHeld',
        6,
        [{ ...vip, guard: 'last-site' }],
        [held('last-site', '_x20 1x20')],
      ],
      [
        'the first hold pages where the series began at 0',
        'AnycastVipHeld',
        6,
        [{ ...vip, guard: 'last-site' }],
        [held('last-site', '0x20 1x20')],
      ],
      ['a further hold pages', 'AnycastVipHeld', 11, [{ ...vip, guard: 'last-site' }], [held('last-site', '3x40 4x20')]],
      ['no hold pages nobody', 'AnycastVipHeld', 6, [], [held('last-site', '0x40')]],
      ['a hold of long ago pages nobody', 'AnycastVipHeld', 20, [], [held('last-site', '0x4 1x80')]],
      [
        'three failures in ten minutes are told',
        'AnycastVipFlapping',
        10,
        [{ ...vip, host: '' }],
        [failures('0x10 1x8 2x8 3x20')],
      ],
      [
        'three failures are told of an agent that just began',
        'AnycastVipFlapping',
        10,
        [{ ...vip, host: '' }],
        [failures('_x30 3x20')],
      ],
      ['two failures are not', 'AnycastVipFlapping', 10, [], [failures('0x10 1x8 2x40')]],
      [
        'a VIP that is away for a minute',
        'AnycastVipAway',
        5,
        [{ ...vip, host: '', state: 'DOWN' }],
        [inState('DOWN', '0x8 1x20')],
      ],
      ['a VIP that is announced', 'AnycastVipAway', 5, [], [inState('DOWN', '0x30'), inState('UP', '1x30')]],
      ['a host that is away', 'AnycastVipAway', 5, [], [inState('DOWN', '1x30', 'h1')]],
      ['a VIP that is frozen', 'AnycastVipFrozen', 5, [{ ...vip, host: '', state: 'FROZEN' }], [inState('FROZEN', '1x30')]],
      ['no agent that leads', 'AnycastAgentAbsent', 5, [{}], [{ series: `${metric.leader}{instance="a"}`, values: '0x30' }]],
      ['an agent that leads', 'AnycastAgentAbsent', 5, [], [{ series: `${metric.leader}{instance="a"}`, values: '1x30' }]],
      [
        'two agents that lead',
        'AnycastAgentTwoLeaders',
        5,
        [{}],
        ['a', 'b'].map((instance) => ({ series: `${metric.leader}{instance="${instance}"}`, values: '1x30' })),
      ],
      [
        'a route that is not as wanted',
        'AnycastRouteNotAsWanted',
        5,
        [{ ...vip, host: '', route: 'drained' }],
        [
          { series: `${metric.routeWanted}{instance="a",service="n/s",host="",route="drained"}`, values: '1x30' },
          { series: `${metric.routeObserved}{instance="a",service="n/s",host="",route="announced"}`, values: '1x30' },
        ],
      ],
      [
        'a route that is as wanted',
        'AnycastRouteNotAsWanted',
        5,
        [],
        [
          { series: `${metric.routeWanted}{instance="a",service="n/s",host="",route="drained"}`, values: '1x30' },
          { series: `${metric.routeObserved}{instance="a",service="n/s",host="",route="drained"}`, values: '1x30' },
        ],
      ],
    ])('%s: %s', (_, alert, minutes, fires, series) => plays(alert, minutes, fires, series));
  },
);

describe('what alerts and dashboard ask for', () => {
  const asked = [...rules().map(({ expr }) => expr), dashboard()].join('\n');
  const names = [...new Set(asked.match(/anycast_mec_agent_\w+/g))].map((name) => name.replace(/_(bucket|count|sum)$/, ''));

  test.each(names)('is a metric that the agent has: %s', async (name) => {
    const { registry } = new AgentMetrics();
    expect((await registry.getMetricsAsJSON()).map((one) => one.name)).toContain(name);
  });
});
