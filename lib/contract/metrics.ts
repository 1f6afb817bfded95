const prefix = 'anycast_mec_agent_';

/** Names of what Prometheus reads of the failover agent: alerts and dashboard ask for them. */
export const metricNames = {
  probeDuration: `${prefix}probe_duration_seconds`,
  probeErrors: `${prefix}probe_errors_total`,
  probeLateness: `${prefix}probe_start_lateness_seconds`,
  stalls: `${prefix}event_loop_stalls_total`,
  transitions: `${prefix}transitions_total`,
  failures: `${prefix}failures_total`,
  guardHolds: `${prefix}guard_holds_total`,
  failover: `${prefix}failover_seconds`,
  actionErrors: `${prefix}action_errors_total`,
  repairs: `${prefix}repairs_total`,
  reloads: `${prefix}config_reloads_total`,
  configStale: `${prefix}config_stale`,
  leader: `${prefix}leader`,
  leaseAge: `${prefix}lease_age_seconds`,
  watches: `${prefix}watches_connected`,
  announcingHosts: `${prefix}announcing_hosts`,
  endpointsUp: `${prefix}endpoints_up`,
  endpoints: `${prefix}endpoints`,
  otherSites: `${prefix}other_sites_serving`,
  seenFromOutside: `${prefix}seen_from_outside`,
  shadow: `${prefix}shadow`,
  state: `${prefix}state`,
  routeWanted: `${prefix}route_wanted`,
  routeObserved: `${prefix}route_observed`,
} as const;
