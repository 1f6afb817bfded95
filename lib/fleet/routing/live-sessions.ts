import type { NetworkRouter, Site } from '../model';
import type { SessionGraph } from './graph';
import { isBorder } from './route';
import type { Channel, Speaker } from './route';

/** What a router sends by. */
interface Outgoing {
  /** To routers of networks. */
  readonly channels: readonly Channel[];
  /** Sites whose borders hear it. */
  readonly sites: ReadonlySet<Site>;
}

/** The sessions that are established, by router; looked up once for each. */
export class LiveSessions {
  private readonly incoming = new Map<Speaker, readonly Channel[]>();
  private readonly outgoing = new Map<Speaker, Outgoing>();

  public constructor(
    private readonly graph: SessionGraph,
    private readonly isUp: (channel: Channel) => boolean,
  ) {}

  /** How many routers of networks there are. */
  public get size(): number {
    return this.graph.size;
  }

  /** What a router receives by. */
  public into(speaker: Speaker): readonly Channel[] {
    const known = this.incoming.get(speaker) ?? this.graph.into(speaker).filter(this.isUp);
    this.incoming.set(speaker, known);
    return known;
  }

  /** What a border sends to networks by: its uplinks. Or what a router of a network sends to others by. */
  public toNetworks(speaker: Speaker): readonly Channel[] {
    return this.outOf(speaker).channels;
  }

  /** Sites that hear a router of a network. */
  public sitesAt(router: NetworkRouter): ReadonlySet<Site> {
    return this.outOf(router).sites;
  }

  private outOf(speaker: Speaker): Outgoing {
    const known = this.outgoing.get(speaker);
    if (known) return known;
    const channels: Channel[] = [];
    const sites = new Set<Site>();
    for (const channel of this.graph.outOf(speaker)) {
      if (!this.isUp(channel)) continue;
      if (isBorder(channel.to)) sites.add(channel.to.site);
      else channels.push(channel);
    }
    const made = { channels, sites };
    this.outgoing.set(speaker, made);
    return made;
  }
}
