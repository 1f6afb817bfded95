import type { Fleet } from 'anycast-mec';
import type { SiteRuntime } from '../model/running-lab';
import type { LabNode } from '../network/lab-node';
import { monotonicNs } from '../probes/schedule';
import { clockPair, driftMs } from './clock';
import type { TimelineEvent } from './event';
import { monitorRoutes } from './route-monitor';
import { watchSessions } from './session-watch';

/** Collects what happens on the wire and in the kernels of some nodes. */
export class Watch {
  private readonly clock = clockPair();
  private readonly events: TimelineEvent[] = [];
  private readonly unseen = new Set<string>();
  private readonly closers: (() => void)[] = [];

  /**
   * @param routers nodes whose sessions and routes are watched
   * @param speakers nodes whose sessions alone are watched
   * @param addresses VIPs
   * @param linkLocals names of nodes by what the fleet does not know of them, their link-local addresses
   */
  public constructor(
    fleet: Fleet,
    routers: readonly Pick<LabNode, 'name' | 'start'>[],
    speakers: readonly Pick<LabNode, 'name' | 'start'>[],
    addresses: ReadonlySet<string>,
    linkLocals: ReadonlyMap<string, string>,
  ) {
    const names = namesByAddress(fleet);
    const tell = (event: TimelineEvent) => void this.events.push(event);
    const nameOf = (address: string) => names.get(address) ?? linkLocals.get(address) ?? address;
    for (const node of [...routers, ...speakers])
      this.closers.push(watchSessions(node, { addresses, nameOf, clock: this.clock, tell }));
    for (const node of routers) this.closers.push(monitorRoutes(node, addresses, this.clock, tell));
  }

  /** Takes route labels of a site, too, as they are seen by whoever watches its API server. */
  public labels(site: Pick<SiteRuntime, 'site' | 'watchRouteLabels'>): void {
    const { name } = site.site;
    const end = site.watchRouteLabels?.(
      ({ service, host, route }) => {
        const detail = `${service} ${route}${host === undefined ? '' : ` at ${host}`}`;
        this.events.push({ atNs: monotonicNs(), kind: 'route-label', where: name, detail });
      },
      (why) => void this.unseen.add(`route labels of ${name} were not seen for a while: ${why}`),
    );
    if (end) this.closers.push(end);
  }

  /** What could not be seen so far, and why: its events may be missing, or late. */
  public notSeen(): readonly string[] {
    return [...this.unseen];
  }

  /** How far the wall clock moved since the start, ms: all events are wrong by as much at most. */
  public driftMs(): number {
    return driftMs(this.clock, clockPair());
  }

  /** What happened in a span of time, in order. CLOCK_MONOTONIC, ns. */
  public between(fromNs: bigint, toNs: bigint): TimelineEvent[] {
    return this.events
      .filter((event) => event.atNs >= fromNs && event.atNs < toNs)
      .sort((a, b) => (a.atNs < b.atNs ? -1 : a.atNs > b.atNs ? 1 : 0));
  }

  /** Forgets what is older than this. */
  public forget(beforeNs: bigint): void {
    const left = this.events.filter((event) => event.atNs >= beforeNs);
    this.events.splice(0, this.events.length, ...left);
  }

  /** Watches no more. */
  public close(): void {
    for (const close of this.closers.splice(0)) close();
  }
}

function namesByAddress(fleet: Fleet): ReadonlyMap<string, string> {
  const ofSessions = fleet.sessions.flatMap((session) => session.ends.map((end) => [end.address, end.router] as const));
  const ofLinks = fleet.networks
    .flatMap((network) => network.links.flatMap((link) => link.ends))
    .flatMap((end) => end.addresses.map(({ address }) => [address, end.router.fullName] as const));
  return new Map([...ofSessions, ...ofLinks]);
}
