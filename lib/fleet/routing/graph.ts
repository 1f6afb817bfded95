import type { Family } from '../addresses/address';
import { once } from '../derive/once';
import type { Exchange, ExchangeMember, FleetModel, Uplink } from '../model';
import { borderPairs, ibgpFamilies, ibgpPairs } from '../sessions/sessions';
import { addressIn } from './route';
import type { Channel, Speaker } from './route';

/** One end of a session, as the other end sees it. */
interface End {
  readonly speaker: Speaker;
  readonly address: string | undefined;
  readonly interface?: string;
}

/** What both directions of a session have in common. */
interface Joint {
  readonly kind: Channel['kind'];
  readonly roundTripMs: number;
  readonly uplink?: Uplink;
  readonly exchange?: Exchange;
}

/** Every BGP session between routers of one family, by the router that receives and by the one that sends. */
export class SessionGraph {
  /** The graph of a fleet; made once. */
  public static of(fleet: FleetModel, family: Family): SessionGraph {
    return SessionGraph.made[family](fleet);
  }

  private static readonly made = {
    4: once((fleet: FleetModel) => new SessionGraph(fleet, 4)),
    6: once((fleet: FleetModel) => new SessionGraph(fleet, 6)),
  } as const;
  /** How many routers of networks there are. */
  public readonly size: number;
  private readonly incoming = new Map<Speaker, Channel[]>();
  private readonly outgoing = new Map<Speaker, Channel[]>();

  private constructor(
    fleet: FleetModel,
    private readonly family: Family,
  ) {
    this.size = fleet.networks.reduce((sum, { routers }) => sum + routers.length, 0);
    for (const site of fleet.sites) {
      for (const [a, b] of borderPairs(site)) {
        const end = (border: typeof a): End => ({
          speaker: border,
          address: addressIn(border.lan, family),
          interface: border.lanInterface,
        });
        this.join(end(a), end(b), { kind: 'border', roundTripMs: 0 });
      }
      for (const uplink of site.uplinks) {
        const { border, pe, borderAddresses, peAddresses, borderInterface, peInterface } = uplink;
        this.join(
          { speaker: border, address: addressIn(borderAddresses, family), interface: borderInterface },
          { speaker: pe, address: addressIn(peAddresses, family), interface: peInterface },
          { kind: 'uplink', roundTripMs: uplink.delayMs, uplink },
        );
      }
    }
    for (const network of fleet.networks.filter((each) => ibgpFamilies(each).includes(family))) {
      for (const [a, b] of ibgpPairs(network)) {
        const end = (router: typeof a): End => ({ speaker: router, address: addressIn(router.loopbacks, family) });
        this.join(end(a), end(b), { kind: 'ibgp', roundTripMs: 0 });
      }
    }
    for (const exchange of fleet.exchanges) {
      const end = ({ router, addresses, interface: name }: ExchangeMember): End => ({
        speaker: router,
        address: addressIn(addresses, family),
        interface: name,
      });
      exchange.members.forEach((a, index) => {
        for (const b of exchange.members.slice(index + 1)) {
          if (a.router.network === b.router.network) continue;
          this.join(end(a), end(b), { kind: 'exchange', roundTripMs: a.delayMs + b.delayMs, exchange });
        }
      });
    }
  }

  /** All of them, each direction for itself. */
  public get channels(): readonly Channel[] {
    return [...this.incoming.values()].flat();
  }

  /** What a router receives by. */
  public into(speaker: Speaker): readonly Channel[] {
    return this.incoming.get(speaker) ?? [];
  }

  /** What a router sends by. */
  public outOf(speaker: Speaker): readonly Channel[] {
    return this.outgoing.get(speaker) ?? [];
  }

  private join(a: End, b: End, session: Joint): void {
    if (a.address === undefined || b.address === undefined) return;
    this.add(a, b, session);
    this.add(b, a, session);
  }

  private add(from: End, to: End, session: Joint): void {
    // With every field, also an empty one: there are tens of thousands, and copies of objects with what is there now and then take ten
    // times as long.
    const channel: Channel = {
      kind: session.kind,
      roundTripMs: session.roundTripMs,
      family: this.family,
      from: from.speaker,
      to: to.speaker,
      neighbor: from.address ?? '',
      interface: to.interface,
      uplink: session.uplink,
      exchange: session.exchange,
    };
    push(this.incoming, to.speaker, channel);
    push(this.outgoing, from.speaker, channel);
  }
}

function push(map: Map<Speaker, Channel[]>, key: Speaker, channel: Channel): void {
  const list = map.get(key);
  if (list) list.push(channel);
  else map.set(key, [channel]);
}
