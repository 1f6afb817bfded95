import type { Family } from '../../../lib/fleet/addresses/address';
import type { Host, Session } from '../../../lib/fleet/model';
import { BirdRouter } from './bird';
import type { Lab } from './lab';

/** What a host announces. */
export interface Announcement {
  readonly prefixes: readonly string[];
  /** A standard community on all of them, such as `65535:0`. */
  readonly community?: string;
  /** TCP-MD5 password of its sessions. */
  readonly password?: string;
}

/** A host that announces as MetalLB's speaker does: it dials, never listens, takes no routes and sends what it is told. */
export class HostSpeaker {
  /** Starts it. `sessions` are those that the fleet predicts for the host. */
  public static async start(
    lab: Lab,
    host: Host,
    sessions: readonly Session[],
    announcement: Announcement,
  ): Promise<HostSpeaker> {
    const text = configuration(host, sessions, announcement);
    return new HostSpeaker(
      host,
      sessions,
      await BirdRouter.start(lab, host.fullName, [{ path: 'bird.conf', content: text, mode: 0o640 }]),
    );
  }

  private constructor(
    public readonly host: Host,
    private readonly ownSessions: readonly Session[],
    public readonly daemon: BirdRouter,
  ) {}

  /** Announces this and nothing else from now on. */
  public announce(announcement: Announcement): Promise<void> {
    return this.daemon.configure(configuration(this.host, this.ownSessions, announcement));
  }
}

function configuration(host: Host, sessions: readonly Session[], { prefixes, community, password }: Announcement): string {
  const own = sessions.filter((session) => session.ends.some((end) => end.router === host.fullName));
  const families = [...new Set(own.map((session) => session.family))];
  const bfd = own.find((session) => session.bfd)?.bfd;
  const routerId = host.addresses.find((entry) => entry.family === 4)?.address ?? '192.0.2.1';
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
    export filter { if source != RTS_STATIC then reject; ${community === undefined ? '' : `bgp_community.add((${community.replace(':', ',')}));`} accept; };
  };
}`;
    }),
  ].join('\n');
}

function routesOf(prefixes: readonly string[], family: Family): string {
  return prefixes
    .filter((prefix) => prefix.includes(':') === (family === 6))
    .map((prefix) => `route ${prefix} blackhole;`)
    .join(' ');
}
