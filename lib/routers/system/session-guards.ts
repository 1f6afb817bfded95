import type { Family } from '../../fleet/addresses/address';
import type { RouterModel } from '../model/router-model';
import { chain, families, header, indent, set, ttlField } from './filter-text';

/** UDP port of BFD's control packets, single hop (RFC 5881 section 4). */
const bfdControlPort = 3784;
/** UDP ports of BFD: control and echo. */
export const bfdPorts = `{ ${bfdControlPort}, 3785 }`;

/**
 * Most new connections of one neighbor to BGP, of which each makes the daemon work. Whoever lost a session tries once a second (MetalLB, FRR and
 * BIRD as they are generated).
 */
const callers = { perSecond: 10, burst: 20, remembered: 4096 } as const;

/** The sets that these rules ask. */
export function sessionSets(model: RouterModel, family: Family): string[] {
  const type = `ipv${family}_addr`;
  return [
    ...set(`peers${family}`, type, peers(model, family), true),
    ...set(`linked${family}`, type, [...new Set(linked(model, family).map(({ address }) => address))], false),
    ...set(
      `links${family}`,
      `ifname . ${type}`,
      [...new Set(linked(model, family).map(({ port, address }) => `"${port}" . ${address}`))],
      false,
    ),
    ...set(`gtsm${family}`, type, gtsmPeers(model, family), false),
    ...(peers(model, family).length
      ? [
          `set callers${family} {`,
          ...indent([`type ${type};`, `size ${callers.remembered};`, 'flags dynamic,timeout;', 'timeout 1m;']),
          '}',
        ]
      : []),
  ];
}

/** Addresses and ranges that may speak BGP and BFD with this router. */
export function peers({ bgp, ospf, interfaces }: RouterModel, family: Family): string[] {
  const neighbors = (bgp?.neighbors ?? []).filter((entry) => entry.family === family).map((entry) => entry.address);
  const ranges = (bgp?.dynamic ?? []).filter((entry) => entry.family === family).flatMap((entry) => entry.ranges);
  const backbone = ospf ? interfaces.filter((entry) => entry.purpose === 'backbone').flatMap((entry) => entry.addresses) : [];
  return [
    ...new Set([
      ...neighbors,
      ...ranges,
      ...backbone.filter((entry) => entry.family === family).map((entry) => entry.prefix.toString()),
    ]),
  ];
}

/** Neighbors on a link, with the interface behind which alone they are. */
function linked({ bgp }: RouterModel, family: Family): { readonly port: string; readonly address: string }[] {
  return (bgp?.neighbors ?? []).flatMap((entry) =>
    entry.family === family && entry.interface !== undefined ? [{ port: entry.interface, address: entry.address }] : [],
  );
}

/** Neighbors whose GTSM (RFC 5082) the filter does. BIRD does it by itself; FRR's own would spoil the BFD session, see its dialect. */
function gtsmPeers({ bgp, dialect }: RouterModel, family: Family): string[] {
  if (dialect !== 'frr') return [];
  return (bgp?.neighbors ?? []).filter((entry) => entry.gtsm && entry.family === family).map((entry) => entry.address);
}

/** Sends BGP with the highest TTL to neighbors with GTSM. */
export function gtsmOutput(model: RouterModel): string[] {
  const rules = families
    .filter((family) => gtsmPeers(model, family).length > 0)
    .flatMap((family) =>
      ['dport', 'sport'].map(
        (port) => `${header[family]} daddr @gtsm${family} tcp ${port} 179 ${ttlField[family]} set 255 comment "GTSM"`,
      ),
    );
  return rules.length ? chain('output', 'type filter hook output priority mangle; policy accept;', rules) : [];
}

/**
 * Drops, before anything is accepted, what says it is of a session and cannot be: BGP of neighbors with GTSM that has crossed a router, what
 * comes from a neighbor's address over another link, and BFD that has crossed a router (RFC 5881 section 5).
 */
export function forgedSessions(model: RouterModel): string[] {
  return [
    ...families
      .filter((family) => gtsmPeers(model, family).length > 0)
      .flatMap((family) =>
        ['dport', 'sport'].map(
          (port) =>
            `${header[family]} saddr @gtsm${family} tcp ${port} 179 ${ttlField[family]} != 255 counter drop comment "GTSM"`,
        ),
      ),
    ...families.flatMap((family) => otherLinks(model, family)),
    ...families
      .filter((family) => peers(model, family).length > 0)
      .map((family) => `udp dport ${bfdControlPort} ${ttlField[family]} != 255 counter drop comment "BFD from afar"`),
  ];
}

/** BGP and BFD with the address of a neighbor or host, over a link that it is not on: it would else reach sessions without GTSM. */
function otherLinks(model: RouterModel, family: Family): string[] {
  const verdict = 'counter drop comment "not its link"';
  const spoken = `meta l4proto { tcp, udp } th dport { 179, ${bfdControlPort}, 3785 } ${verdict}`;
  const elsewhere = `${header[family]} saddr @linked${family} iifname . ${header[family]} saddr != @links${family}`;
  const ranges = (model.bgp?.dynamic ?? []).filter((entry) => entry.family === family);
  return [
    ...(linked(model, family).length ? [`${elsewhere} ${spoken}`, `${elsewhere} tcp sport 179 ${verdict}`] : []),
    ...ranges.map(
      ({ interface: port, ranges: from }) => `iifname != "${port}" ${header[family]} saddr { ${from.join(', ')} } ${spoken}`,
    ),
  ];
}

/** Lets BGP and BFD of neighbors in, of each a few new connections to BGP at a time. */
export function sessionRules(model: RouterModel): string[] {
  return families
    .filter((family) => peers(model, family).length > 0)
    .flatMap((family) => {
      const word = header[family];
      const source = `${word} saddr @peers${family}`;
      const rate = `limit rate over ${callers.perSecond}/second burst ${callers.burst} packets`;
      return [
        `${source} tcp dport 179 update @callers${family} { ${word} saddr ${rate} } counter drop comment "calls too often"`,
        `${source} tcp dport 179 accept comment "BGP"`,
        `${source} udp dport ${bfdPorts} accept comment "BFD"`,
      ];
    });
}
