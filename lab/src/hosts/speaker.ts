import type { Host, RouterFile, Session } from 'anycast-mec';
import type { LabNode } from '../network/lab-node';
import { BirdRouter } from '../routers/bird';
import type { Family } from '../routers/running-router';

/** What a host announces. */
export interface Announcement {
  readonly prefixes: readonly string[];
  /** Communities by prefix, such as `65535:0`. @default - none */
  readonly communities?: Readonly<Record<string, string>>;
  /** A standard community on all of them, such as `65535:0`. */
  readonly community?: string;
  /** Large communities on all of them, such as `64512:0:1` (RFC 8092). @default - none */
  readonly largeCommunities?: readonly string[];
  /** BGP identifier. @default - the host's IPv4 address */
  readonly routerId?: string;
  /** TCP-MD5 password of its sessions. */
  readonly password?: string;
}

/** A host that announces as MetalLB's speaker does: it dials, never listens, takes no routes and sends what it is told. Test equipment. */
export class HostSpeaker {
  /** BIRD, which speaks for the host. */
  public readonly daemon: BirdRouter;
  private announcement: Announcement;

  /** Nothing runs before {@link boot}. @param sessions those that the fleet predicts; others than the host's are left out */
  public constructor(
    private readonly node: LabNode,
    public readonly host: Host,
    private readonly sessions: readonly Session[],
    announcement: Announcement,
  ) {
    this.announcement = announcement;
    this.daemon = new BirdRouter(node, this.files());
  }

  /** Starts it. */
  public boot(): Promise<void> {
    return this.daemon.boot();
  }

  /** Announces this and nothing else from now on, also after the next start. */
  public async announce(announcement: Announcement): Promise<void> {
    this.announcement = announcement;
    if (this.node.initPid === undefined) this.daemon.prepare(this.text());
    else await this.daemon.configure(this.text());
  }

  private files(): RouterFile[] {
    return [{ path: 'bird.conf', content: this.text(), mode: 0o640 }];
  }

  private text(): string {
    const { host } = this;
    const { prefixes, password } = this.announcement;
    const own = this.sessions.filter((session) => session.ends.some((end) => end.router === host.fullName));
    const families = [...new Set(own.map((session) => session.family))];
    const bfd = own.find((session) => session.bfd)?.bfd;
    const routerId = this.announcement.routerId ?? host.addresses.find((entry) => entry.family === 4)?.address ?? '192.0.2.1';
    return [
      `router id ${routerId};`,
      'protocol device { scan time 10; }',
      ...(bfd ? [`protocol bfd { interface "*" { interval ${bfd.intervalMs} ms; multiplier ${bfd.multiplier}; }; }`] : []),
      ...families.map((family) => `protocol static announced${family} { ipv${family}; ${routesOf(prefixes, family)} }`),
      ...own.map((session, index) => {
        const [mine, theirs] = session.ends[0].router === host.fullName ? session.ends : [session.ends[1], session.ends[0]];
        return `protocol bgp border${index} {
  local ${mine.address} as ${mine.as};
  neighbor ${theirs.address} as ${theirs.as};
  direct; hold time 90; connect retry time 1; connect delay time 1; error wait time 1, 1; error forget time 1;
  ${password === undefined ? '' : `password "${password}";`}
  ${session.bfd ? 'bfd on;' : ''}
  ipv${session.family} {
    import none;
    export filter { if source != RTS_STATIC then reject; ${this.marks(session.family)} accept; };
  };
}`;
      }),
    ].join('\n');
  }

  private marks(family: Family): string {
    const { community, communities = {}, largeCommunities = [] } = this.announcement;
    const add = (value: string) => `bgp_community.add((${value.replace(':', ',')}));`;
    const single = Object.entries(communities).filter(([prefix]) => prefix.includes(':') === (family === 6));
    return [
      ...(community === undefined ? [] : [add(community)]),
      ...largeCommunities.map((value) => `bgp_large_community.add((${value.replaceAll(':', ',')}));`),
      ...single.map(([prefix, value]) => `if net = ${prefix} then ${add(value)}`),
    ].join(' ');
  }
}

function routesOf(prefixes: readonly string[], family: Family): string {
  return prefixes
    .filter((prefix) => prefix.includes(':') === (family === 6))
    .map((prefix) => `route ${prefix} blackhole;`)
    .join(' ');
}
