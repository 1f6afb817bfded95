interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly summary: string;
}

const alerts: readonly Alert[] = [
  {
    alert: 'AnycastAgentAbsent',
    expr: 'absent(anycast_mec_agent_leader == 1)',
    for: '1m',
    severity: 'critical',
    summary: 'No failover agent leads at this site: what is announced stays as it is, also if an application dies.',
  },
  {
    alert: 'AnycastAgentTwoLeaders',
    expr: 'sum(anycast_mec_agent_leader) > 1',
    for: '30s',
    severity: 'critical',
    summary: 'Two failover agents believe that they lead.',
  },
  {
    alert: 'AnycastVipAway',
    expr: 'anycast_mec_agent_state{state=~"DOWN|DRAINING|HELD",host=""} == 1',
    for: '1m',
    severity: 'critical',
    summary: '{{ $labels.service }} is not served here: {{ $labels.state }}.',
  },
  {
    alert: 'AnycastVipHeld',
    expr: 'increase(anycast_mec_agent_guard_holds_total[5m]) > 0',
    severity: 'critical',
    summary: 'The guard {{ $labels.guard }} holds the withdrawal of {{ $labels.service }}.',
  },
  {
    alert: 'AnycastVipFrozen',
    expr: 'anycast_mec_agent_state{state="FROZEN"} == 1',
    for: '30s',
    severity: 'critical',
    summary: '{{ $labels.service }} is frozen: the agent sees no evidence, or a shared dependency fails.',
  },
  {
    alert: 'AnycastProbeImpossible',
    expr: 'rate(anycast_mec_agent_probe_errors_total[1m]) > 1',
    for: '30s',
    severity: 'critical',
    summary: 'The probe {{ $labels.check }} of {{ $labels.service }} says nothing: the agent sees no failure of it.',
  },
  {
    alert: 'AnycastVipOverloaded',
    expr: 'anycast_mec_agent_state{state="OVERLOADED"} == 1',
    for: '1m',
    severity: 'warning',
    summary: '{{ $labels.service }} is overloaded and absorbs: look for an attack before moving it.',
  },
  {
    alert: 'AnycastRouteNotAsWanted',
    expr: 'anycast_mec_agent_route_wanted == 1 unless on (instance, service, host, route) anycast_mec_agent_route_observed == 1',
    for: '30s',
    severity: 'critical',
    summary: 'The route of {{ $labels.service }} is wanted {{ $labels.route }} and is not seen so.',
  },
  {
    alert: 'AnycastSiteUnseen',
    expr: 'anycast_mec_agent_seen_from_outside == 0',
    for: '1m',
    severity: 'critical',
    summary: '{{ $labels.service }} is healthy inside, and no other site gets an answer from this one: look at the way in.',
  },
  {
    alert: 'AnycastVipFlapping',
    expr: 'increase(anycast_mec_agent_transitions_total{to=~"DOWN|DRAINING|HELD"}[10m]) > 3',
    severity: 'warning',
    summary: '{{ $labels.service }} fails again and again.',
  },
  {
    alert: 'AnycastMaintenanceForgotten',
    expr: 'anycast_mec_agent_state{state="MAINTENANCE"} == 1',
    for: '12h',
    severity: 'info',
    summary: '{{ $labels.service }} has been in maintenance for 12 hours.',
  },
  {
    alert: 'AnycastAgentConfigRefused',
    expr: 'anycast_mec_agent_config_stale == 1',
    severity: 'warning',
    summary: 'The new configuration of the failover agent is refused; the old one is in force.',
  },
  {
    alert: 'AnycastAgentBlind',
    expr: 'anycast_mec_agent_watches_connected < 1',
    for: '2m',
    severity: 'warning',
    summary: 'The failover agent has lost watches on the API server: it cannot move routes.',
  },
  {
    alert: 'AnycastAgentShadow',
    expr: 'anycast_mec_agent_shadow == 1',
    for: '7d',
    severity: 'info',
    summary: 'The failover agent has only decided and told for a week (shadow mode).',
  },
];

/** Spec of a PrometheusRule (Prometheus Operator) for the failover agent. */
export function alertRules(): object {
  const rules = alerts.map(({ alert, expr, for: wait, severity, summary }) => ({
    alert,
    expr,
    ...(wait !== undefined && { for: wait }),
    labels: { severity },
    annotations: { summary },
  }));
  return { groups: [{ name: 'anycast-mec-agent', rules }] };
}
