/** One VIP at one site, as it is seen there. */
export interface VipState {
  readonly service: string;
  /** `announced`: routers are sent the route, and something answers behind it. */
  readonly state: 'announced' | 'drained' | 'withdrawn' | 'down';
  /** Why it is not announced. */
  readonly reason?: string;
}

/** A site as it is seen now. */
export interface SiteObservation {
  readonly vips: readonly VipState[];
  /** What is wrong besides: the agent, the sessions, a check of the operator's. */
  readonly problems: readonly string[];
}

/** Sees a site, and takes it out of service and back: the cluster, or what stands for it in a test. */
export interface SiteControl {
  /** What is seen; a cluster that does not answer is an observation, too. */
  observe(site: string): Promise<SiteObservation>;
  /**
   * Lets the network move away from the site while it still serves.
   *
   * @throws Error if it cannot
   */
  drain(site: string): Promise<void>;
  /**
   * Takes {@link drain} back.
   *
   * @throws Error if it cannot
   */
  restore(site: string): Promise<void>;
}

/** Whether a site announces all its VIPs. */
export function isAvailable({ vips }: SiteObservation): boolean {
  return vips.every(({ state }) => state === 'announced');
}

/** Everything that keeps a site from being healthy. */
export function faultsOf({ vips, problems }: SiteObservation): string[] {
  return [
    ...vips
      .filter(({ state }) => state !== 'announced')
      .map(({ service, state, reason }) => `VIP of ${service} is ${state}${reason === undefined ? '' : ` (${reason})`}`),
    ...problems,
  ];
}
