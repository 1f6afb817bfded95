import { metricNames } from '../../contract/metrics';
import type { Phase } from '../../contract/phases';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly summary: string;
}

const m = metricNames;

/** VIPs in one of these states. */
const inState = (states: readonly Phase[], more = '') => `${m.state}{state=~"${states.join('|')}"${more}} == 1`;

/**
 * A counter that grew by more than so many in a time. `increase` knows only what grew since a series was first seen, so one that begins above
 * it counts, too: else the first event of an agent that just started would be seen by nobody.
 */
const grew = (counter: string, by: number, within: string) =>
  `increase(${counter}[${within}]) > ${by} or (${counter} > ${by} unless ${counter} offset ${within})`;

const alerts: readonly Alert[] = [
  {
    alert: 'AnycastAgentAbsent',
    expr: `absent(${m.leader} == 1)`,
    for: '1m',
    severity: 'critical',
    summary: 'No failover agent leads at this site: what is announced stays as it is, also if an application dies.',
  },
  {
    alert: 'AnycastAgentTwoLeaders',
    expr: `sum(${m.leader}) > 1`,
    for: '30s',
    severity: 'critical',
    summary: 'Two failover agents believe that they lead.',
  },
  {
    alert: 'AnycastVipAway',
    expr: inState(['DOWN', 'DRAINING', 'HELD'], ',host=""'),
    for: '1m',
    severity: 'critical',
    summary: '{{ $labels.service }} is not served here: {{ $labels.state }}.',
  },
  {
    alert: 'AnycastVipHeld',
    expr: grew(m.guardHolds, 0, '5m'),
    severity: 'critical',
    summary: 'The guard {{ $labels.guard }} holds the withdrawal of {{ $labels.service }}.',
  },
  {
    alert: 'AnycastVipFrozen',
    expr: inState(['FROZEN']),
    for: '30s',
    severity: 'critical',
    summary: '{{ $labels.service }} is frozen: the agent sees no evidence, or a shared dependency fails.',
  },
  {
    alert: 'AnycastProbeImpossible',
    expr: `rate(${m.probeErrors}[1m]) > 1`,
    for: '30s',
    severity: 'critical',
    summary: 'The probe {{ $labels.check }} of {{ $labels.service }} says nothing: the agent sees no failure of it.',
  },
  {
    alert: 'AnycastVipOverloaded',
    expr: inState(['OVERLOADED']),
    for: '1m',
    severity: 'warning',
    summary: '{{ $labels.service }} is overloaded and absorbs: look for an attack before moving it.',
  },
  {
    alert: 'AnycastRouteNotAsWanted',
    expr: `${m.routeWanted} == 1 unless on (instance, service, host, route) ${m.routeObserved} == 1`,
    for: '30s',
    severity: 'critical',
    summary: 'The route of {{ $labels.service }} is wanted {{ $labels.route }} and is not seen so.',
  },
  {
    alert: 'AnycastSiteUnseen',
    expr: `${m.seenFromOutside} == 0`,
    for: '1m',
    severity: 'critical',
    summary: '{{ $labels.service }} is healthy inside, and no other site gets an answer from this one: look at the way in.',
  },
  {
    alert: 'AnycastVipFlapping',
    expr: grew(m.failures, 2.5, '10m'),
    severity: 'warning',
    summary: '{{ $labels.service }} fails again and again.',
  },
  {
    alert: 'AnycastMaintenanceForgotten',
    expr: inState(['MAINTENANCE']),
    for: '12h',
    severity: 'info',
    summary: '{{ $labels.service }} has been in maintenance for 12 hours.',
  },
  {
    alert: 'AnycastAgentConfigRefused',
    expr: `${m.configStale} == 1`,
    severity: 'warning',
    summary: 'The new configuration of the failover agent is refused; the old one is in force.',
  },
  {
    alert: 'AnycastAgentBlind',
    expr: `${m.watches} < 1`,
    for: '2m',
    severity: 'warning',
    summary: 'The failover agent has lost watches on the API server: it cannot move routes.',
  },
  {
    alert: 'AnycastAgentShadow',
    expr: `${m.shadow} == 1`,
    for: '7d',
    severity: 'info',
    summary: 'The failover agent has only decided and told for a week (shadow mode).',
  },
];

/** An alert as the Prometheus Operator has it. */
interface AlertRule extends Pick<Alert, 'alert' | 'expr' | 'for'> {
  readonly labels: { readonly severity: Alert['severity'] };
  readonly annotations: { readonly summary: string };
}

/** Spec of a PrometheusRule (Prometheus Operator) for the failover agent. */
export function alertRules(): { readonly groups: readonly { readonly name: string; readonly rules: readonly AlertRule[] }[] } {
  const rules = alerts.map(({ alert, expr, for: wait, severity, summary }) => ({
    alert,
    expr,
    ...(wait !== undefined && { for: wait }),
    labels: { severity },
    annotations: { summary },
  }));
  return { groups: [{ name: 'anycast-mec-agent', rules }] };
}
