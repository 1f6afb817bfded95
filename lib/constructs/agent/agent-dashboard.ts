import { metricNames as m } from '../../contract/metrics';

interface Panel {
  readonly title: string;
  readonly type: 'state-timeline' | 'timeseries' | 'stat' | 'heatmap';
  readonly expr: string;
  readonly legend: string;
  readonly unit?: string;
}

const panels: readonly Panel[] = [
  {
    title: 'State of every VIP',
    type: 'state-timeline',
    expr: `${m.state} == 1`,
    legend: '{{service}} {{host}} {{state}}',
  },
  {
    title: 'Route seen',
    type: 'state-timeline',
    expr: `${m.routeObserved} == 1`,
    legend: '{{service}} {{host}} {{route}}',
  },
  { title: 'Endpoints up', type: 'timeseries', expr: m.endpointsUp, legend: '{{service}}' },
  { title: 'Hosts that announce', type: 'timeseries', expr: m.announcingHosts, legend: '{{service}}' },
  {
    title: 'Failover by phase, p95',
    type: 'timeseries',
    expr: `histogram_quantile(0.95, sum by (le, service, phase) (rate(${m.failover}_bucket[1h])))`,
    legend: '{{service}} {{phase}}',
    unit: 's',
  },
  {
    title: 'Probe time, p99',
    type: 'timeseries',
    expr: `histogram_quantile(0.99, sum by (le, service) (rate(${m.probeDuration}_bucket[5m])))`,
    legend: '{{service}}',
    unit: 's',
  },
  {
    title: 'Probes by result',
    type: 'timeseries',
    expr: `sum by (service, class) (rate(${m.probeDuration}_count[1m]))`,
    legend: '{{service}} {{class}}',
  },
  {
    title: 'Transitions',
    type: 'timeseries',
    expr: `increase(${m.transitions}[5m])`,
    legend: '{{service}} {{from}} to {{to}}: {{cause}}',
  },
  {
    title: 'Withdrawals held',
    type: 'timeseries',
    expr: `increase(${m.guardHolds}[5m])`,
    legend: '{{service}} {{guard}}',
  },
  { title: 'Other sites that serve', type: 'timeseries', expr: m.otherSites, legend: '{{service}}' },
  {
    title: 'Lateness of probe starts, p99',
    type: 'timeseries',
    expr: `histogram_quantile(0.99, sum by (le) (rate(${m.probeLateness}_bucket[5m])))`,
    legend: 'lateness',
    unit: 's',
  },
  {
    title: 'Age of the Lease',
    type: 'timeseries',
    expr: m.leaseAge,
    legend: '{{instance}}',
    unit: 's',
  },
];

/** Height and width of a panel on Grafana's grid of 24. */
const size = { h: 8, w: 12 };

/** A Grafana dashboard of the failover agent, as JSON. */
export function dashboard(): string {
  return JSON.stringify(
    {
      title: 'Anycast failover agent',
      uid: 'anycast-mec-agent',
      schemaVersion: 39,
      tags: ['anycast-mec'],
      time: { from: 'now-1h', to: 'now' },
      refresh: '10s',
      panels: panels.map(({ title, type, expr, legend, unit }, index) => ({
        id: index + 1,
        title,
        type,
        gridPos: { ...size, x: (index % 2) * size.w, y: Math.floor(index / 2) * size.h },
        fieldConfig: { defaults: unit === undefined ? {} : { unit }, overrides: [] },
        targets: [{ refId: 'A', expr, legendFormat: legend }],
      })),
    },
    null,
    2,
  );
}
