import type { Family } from '../../fleet/addresses/address';
import type { RouterModel } from '../model/router-model';
import { chain, families, header, indent, names, ofFamily, set, ttlField } from './filter-text';
import { bfdPorts, forgedSessions, gtsmOutput, sessionRules, sessionSets } from './session-guards';
import { sourceRules, sourceSets } from './source-guards';

/**
 * Packet filter of a router: what may reach the router itself, and which sources may enter. It forwards VIP traffic unseen, and has
 * a table of its own: other tables of the operator stay. The chain `operator` is empty, for management access; load rules into it
 * after this file. Until then connections that exist already, and the loopback, reach the router: open the session that reloads it first.
 */
export function nftablesFile(model: RouterModel): string {
  const lines = [
    '#!/usr/sbin/nft -f',
    `# ${model.fullName}: packet filter. Generated; changes made here are lost.`,
    '# Kept apart from other tables; made anew in one step.',
    'table inet anycast_mec {}',
    'delete table inet anycast_mec',
    'table inet anycast_mec {',
    ...indent([
      ...sets(model),
      'chain operator {',
      '}',
      ...chain('input', 'type filter hook input priority filter; policy drop;', inputRules(model)),
      ...chain('prerouting', 'type filter hook prerouting priority raw; policy accept;', sourceRules(model)),
      ...gtsmOutput(model),
      ...chain('forward', 'type filter hook forward priority filter; policy accept;', [
        'fib daddr type broadcast counter drop comment "smurf: nobody sends to a broadcast address through a router"',
        ...returnRules(model),
      ]),
    ]),
    '}',
    '',
  ];
  return lines.join('\n');
}

function sets(model: RouterModel): string[] {
  return families.flatMap((family) => [
    ...sessionSets(model, family),
    ...set(`vips${family}`, `ipv${family}_addr`, servedVips(model, family), true),
    ...sourceSets(model, family),
  ]);
}

/** The VIPs for which the router has routes to hosts of its own, if only as a last resort. */
function servedVips({ statics }: RouterModel, family: Family): string[] {
  return ofFamily([...new Set(statics.map((route) => route.prefix))], family);
}

/**
 * What a host sends to a VIP is never sent back to the hosts: a host that does not serve it sends it to the router, which knows the hosts
 * alone as the last resort, and so on until the TTL ends. Over the host network lead only routes of other borders of the site.
 */
function returnRules(model: RouterModel): string[] {
  const hosts = model.interfaces.filter((entry) => entry.purpose === 'hosts');
  const served = families.filter((family) => servedVips(model, family).length > 0);
  return hosts.flatMap(({ name }) =>
    served.map((family) => {
      const word = header[family];
      const borders = (model.bgp?.neighbors ?? []).filter((entry) => entry.kind === 'border' && entry.family === family);
      const spare = borders.length ? `rt ${word} nexthop != { ${borders.map((entry) => entry.address).join(', ')} } ` : '';
      const answer = family === 6 ? 'icmpv6 type no-route' : 'icmp type net-unreachable';
      return `iifname "${name}" oifname "${name}" ${word} daddr @vips${family} ${spare}counter reject with ${answer} comment "no host serves it"`;
    }),
  );
}

function inputRules(model: RouterModel): string[] {
  const backbone = model.interfaces.filter((entry) => entry.purpose === 'backbone');
  return [
    'iif lo accept',
    ...forgedSessions(model),
    'ct state established,related accept',
    'fib daddr type broadcast counter drop comment "smurf"',
    'icmp type { destination-unreachable, time-exceeded, parameter-problem } accept',
    'icmp type echo-request limit rate 100/second accept',
    'icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem, nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } accept',
    'icmpv6 type echo-request limit rate 100/second accept',
    ...sessionRules(model),
    // BFD of OSPFv3 speaks from link-local addresses.
    ...(model.ospf?.families.includes(6) && backbone.length
      ? [`iifname ${names(backbone)} ip6 saddr fe80::/10 udp dport ${bfdPorts} accept comment "BFD"`]
      : []),
    ...(model.ospf && backbone.length ? [`iifname ${names(backbone)} meta l4proto 89 accept comment "OSPF"`] : []),
    ...advertisementRules(model),
    ...(model.ldp && backbone.length
      ? [`iifname ${names(backbone)} meta l4proto { tcp, udp } th dport 646 accept comment "LDP"`]
      : []),
    'jump operator',
    'counter comment "refused"',
  ];
}

/** VRRP (IP protocol 112) of the other borders, which cannot have crossed a router (RFC 5798 sections 5.1.1.3 and 5.1.2.3). */
function advertisementRules({ redundancy }: RouterModel): string[] {
  return (redundancy?.gateways ?? [])
    .filter(({ peers }) => peers.length > 0)
    .map(({ family, interface: name, peers }) => {
      const source = `${header[family]} saddr { ${peers.join(', ')} }`;
      return `iifname "${name}" ${source} ${ttlField[family]} 255 meta l4proto 112 accept comment "VRRP"`;
    });
}
