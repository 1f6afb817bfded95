import { Prefix } from '../../addresses/prefix';
import { bogons, linkLocal, longestNetwork } from '../../addresses/routed';
import type { DerivedModel } from '../../model';
import type { Rule } from '../rule';
import { clusterClaims, networkClaims } from '../../readings/network-claims';
import type { Claim } from '../../readings/network-claims';

const unrouted = { 4: bogons[4].map((text) => Prefix.parse(text)), 6: bogons[6].map((text) => Prefix.parse(text)) } as const;
const tunnels = Prefix.parse(linkLocal);
/** Class E (RFC 1112): Linux takes it for hosts, and clouds number pods from it; it never leaves the cluster. */
const classE = '240.0.0.0/4';

/** Networks are ones that routers take from each other. */
export const unroutableNetwork: Rule = {
  id: 'unroutable-network',
  severity: 'error',
  title: 'Networks are ones that routers take from each other.',
  explanation:
    'Every router drops what is never routed (RFC 6890: 0.0.0.0/8, loopback, link-local, multicast, class E; IPv6 ::/8 with NAT64 and IPv4-mapped addresses, link-local, multicast), as a route and as the source of a packet, and takes no network longer than /30 or /64. Links and exchanges alone may be link-local IPv4 (RFC 3927), which is usual on tunnels: they are not announced.',
  allowed: 'global or private addresses; for hosts and clients a prefix of at most /30, IPv6 /64',
  remedy: 'Take another prefix.',
  acknowledgeable: false,
  *check(fleet) {
    const told = new Set<string>();
    for (const claim of claims(fleet)) {
      const problem = special(claim) ?? tooLong(claim);
      // What a prefix of the plan, or of the defaults, causes at every site is told once.
      if (!problem || told.has(claim.path)) continue;
      told.add(claim.path);
      const from = claim.path.startsWith('plan.') ? `, from ${claim.path}` : '';
      yield {
        path: claim.path,
        value: claim.value,
        ...problem,
        message: `${claim.text}, ${claim.what}${from}, ${problem.message}`,
      };
    }
  },
};

function* claims(fleet: DerivedModel): Generator<Claim> {
  yield* networkClaims(fleet);
  for (const site of fleet.sites) {
    const { pods, services } = clusterClaims(fleet, site);
    yield* pods;
    yield* services;
  }
}

/** The block of addresses which no router takes that these meet; undefined where they meet none. */
export function neverRouted(block: Parameters<Prefix['overlaps']>[0]): Prefix | undefined {
  return unrouted[block.family].find((prefix) => prefix.overlaps(block));
}

interface Problem {
  readonly message: string;
  readonly allowed: string;
}

function special(claim: Claim): Problem | undefined {
  const inTunnels = claim.family === 4 && claim.first >= tunnels.first && claim.last <= tunnels.last;
  if ((claim.kind === 'link' || claim.kind === 'exchange') && inTunnels) return undefined;
  const met = neverRouted(claim);
  if (!met || (claim.kind === 'cluster' && met.toString() === classE)) return undefined;
  const allowed = met.toString() === linkLocal ? ', or link-local IPv4 for links and exchanges' : '';
  return {
    message: `meets ${met.toString()}, which no router takes or passes on.`,
    allowed: `addresses outside ${(claim.family === 6 ? bogons[6] : bogons[4]).join(', ')}${allowed}`,
  };
}

function tooLong({ kind, family, first, last }: Claim): Problem | undefined {
  if (kind !== 'hosts' && kind !== 'clients') return undefined;
  const least = 1n << BigInt((family === 6 ? 128 : 32) - longestNetwork[family]);
  if (last - first + 1n >= least) return undefined;
  return {
    message: `is longer than /${longestNetwork[family]}: no router takes it, and there is no way back to it.`,
    allowed: `a prefix of at most /${longestNetwork[family]}`,
  };
}
