/** Ports of a limiter's pods: above 1023, so that NGINX needs no privilege. */
export const limiterPorts = {
  /** Clients of plain HTTP; with TLS, those that are sent on to it. */
  plain: 8080,
  /** Clients of TLS. */
  tls: 8443,
  /** Unmetered, for probes only. */
  health: 8081,
} as const;
