import type { Family } from '../../fleet/addresses/address';
import { Prefix } from '../../fleet/addresses/prefix';
import type { RouterInterface, RouterModel } from '../model/router-model';

/** UDP ports of BFD: control and echo, single hop (RFC 5881). */
const bfdPorts = '{ 3784, 3785 }';

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

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `\t${line}`);
}

function chain(name: string, hook: string, rules: readonly string[]): string[] {
  return [`chain ${name} {`, ...indent([hook, ...rules]), '}'];
}

function set(name: string, type: string, elements: readonly string[], interval: boolean): string[] {
  if (elements.length === 0) return [];
  return [
    `set ${name} {`,
    ...indent([
      `type ${type};`,
      ...(interval ? ['flags interval;', 'auto-merge;'] : []),
      `elements = { ${elements.join(', ')} };`,
    ]),
    '}',
  ];
}

function sets(model: RouterModel): string[] {
  return ([4, 6] as const).flatMap((family) => [
    ...set(`peers${family}`, `ipv${family}_addr`, peers(model, family), true),
    ...set(`gtsm${family}`, `ipv${family}_addr`, gtsmPeers(model, family), false),
    ...set(`vips${family}`, `ipv${family}_addr`, servedVips(model, family), true),
    ...set(`bogons${family}`, `ipv${family}_addr`, ofFamily(model.bogons, family), true),
  ]);
}

/** Addresses and ranges that may speak BGP and BFD with this router. */
function peers({ bgp, ospf, interfaces }: RouterModel, family: Family): string[] {
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

/** Neighbors whose GTSM (RFC 5082) the filter does. BIRD does it by itself; FRR's own would spoil the BFD session, see its dialect. */
function gtsmPeers({ bgp, dialect }: RouterModel, family: Family): string[] {
  if (dialect !== 'frr') return [];
  return (bgp?.neighbors ?? []).filter((entry) => entry.gtsm && entry.family === family).map((entry) => entry.address);
}

const ttlField: Readonly<Record<Family, string>> = { 4: 'ip ttl', 6: 'ip6 hoplimit' };

/** Sends BGP with the highest TTL to neighbors with GTSM. */
function gtsmOutput(model: RouterModel): string[] {
  const rules = ([4, 6] as const)
    .filter((family) => gtsmPeers(model, family).length > 0)
    .flatMap((family) =>
      ['dport', 'sport'].map(
        (port) =>
          `${family === 6 ? 'ip6' : 'ip'} daddr @gtsm${family} tcp ${port} 179 ${ttlField[family]} set 255 comment "GTSM"`,
      ),
    );
  return rules.length ? chain('output', 'type filter hook output priority mangle; policy accept;', rules) : [];
}

/** Drops BGP of neighbors with GTSM that has crossed a router. */
function gtsmInput(model: RouterModel): string[] {
  return ([4, 6] as const)
    .filter((family) => gtsmPeers(model, family).length > 0)
    .flatMap((family) =>
      ['dport', 'sport'].map(
        (port) =>
          `${family === 6 ? 'ip6' : 'ip'} saddr @gtsm${family} tcp ${port} 179 ${ttlField[family]} != 255 counter drop comment "GTSM"`,
      ),
    );
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
  const families = ([4, 6] as const).filter((family) => servedVips(model, family).length > 0);
  return hosts.flatMap(({ name }) =>
    families.map((family) => {
      const word = family === 6 ? 'ip6' : 'ip';
      const borders = (model.bgp?.neighbors ?? []).filter((entry) => entry.kind === 'border' && entry.family === family);
      const spare = borders.length ? `rt ${word} nexthop != { ${borders.map((entry) => entry.address).join(', ')} } ` : '';
      const answer = family === 6 ? 'icmpv6 type no-route' : 'icmp type net-unreachable';
      return `iifname "${name}" oifname "${name}" ${word} daddr @vips${family} ${spare}counter reject with ${answer} comment "no host serves it"`;
    }),
  );
}

function ofFamily(prefixes: readonly string[], family: Family): string[] {
  return prefixes.filter((prefix) => prefix.includes(':') === (family === 6));
}

function inputRules(model: RouterModel): string[] {
  const backbone = model.interfaces.filter((entry) => entry.purpose === 'backbone');
  const families = ([4, 6] as const).filter((family) => peers(model, family).length > 0);
  return [
    'iif lo accept',
    ...gtsmInput(model),
    'ct state established,related accept',
    'fib daddr type broadcast counter drop comment "smurf"',
    'icmp type { destination-unreachable, time-exceeded, parameter-problem } accept',
    'icmp type echo-request limit rate 100/second accept',
    'icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem, nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } accept',
    'icmpv6 type echo-request limit rate 100/second accept',
    ...families.flatMap((family) => {
      const source = `${family === 6 ? 'ip6' : 'ip'} saddr @peers${family}`;
      return [`${source} tcp dport 179 accept comment "BGP"`, `${source} udp dport ${bfdPorts} accept comment "BFD"`];
    }),
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
      const source = `${family === 6 ? 'ip6' : 'ip'} saddr { ${peers.join(', ')} }`;
      return `iifname "${name}" ${source} ${ttlField[family]} 255 meta l4proto 112 accept comment "VRRP"`;
    });
}

/** Sources that may not enter: bogons from anywhere outside, and from client and host networks everything that is not theirs. */
function sourceRules(model: RouterModel): string[] {
  const outside = model.interfaces.filter((entry) => entry.purpose !== 'backbone');
  const edges = model.interfaces.filter((entry) => entry.purpose === 'clients');
  const families = ([4, 6] as const).filter((family) => ofFamily(model.bogons, family).length > 0);
  return [
    ...outside.flatMap((entry) => ownNetworks(entry, model.bogons)),
    ...(outside.length
      ? families.map((family) => {
          // IPv6 speaks on a link from :: and fe80::/10, which are bogons to everything that is routed, and which no router forwards (RFC 4291
          // section 2.5.6). Not told by the type of ICMPv6: a rule that names one is about ICMPv6 alone.
          const spare = family === 6 ? 'ip6 saddr != { ::, fe80::/10 } ' : '';
          return `iifname ${names(outside)} ${spare}${family === 6 ? 'ip6' : 'ip'} saddr @bogons${family} counter drop comment "bogon source"`;
        })
      : []),
    ...edges.flatMap((entry) =>
      entry.addresses.map((address) => {
        const word = address.family === 6 ? 'ip6' : 'ip';
        const spare = address.family === 6 ? 'ip6 saddr != fe80::/10 ip6 saddr != :: ' : '';
        return `iifname "${entry.name}" ${spare}${word} saddr != ${address.prefix.toString()} counter drop comment "spoofed source"`;
      }),
    ),
  ];
}

/** Lets in what lies in the interface's own network where that is a bogon elsewhere, as on links with link-local addresses. */
function ownNetworks({ name, addresses }: RouterInterface, bogons: readonly string[]): string[] {
  const meets = (prefix: Prefix) => bogons.some((bogon) => Prefix.parse(bogon).overlaps(prefix));
  return addresses
    .filter(({ prefix }) => meets(prefix))
    .map(
      ({ family, prefix }) =>
        `iifname "${name}" ${family === 6 ? 'ip6' : 'ip'} saddr ${prefix.toString()} accept comment "own network"`,
    );
}

function names(interfaces: readonly RouterInterface[]): string {
  return `{ ${interfaces.map((entry) => `"${entry.name}"`).join(', ')} }`;
}
