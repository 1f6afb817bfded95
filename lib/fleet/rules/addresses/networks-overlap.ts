import type { Rule, Violation } from '../rule';
import { clusterClaims, networkClaims, planClaims } from '../../readings/network-claims';
import type { Claim } from '../../readings/network-claims';
import { meetings, overlaps } from '../../readings/overlaps';
import type { DerivedModel } from '../../model';

/** Which of two claims is the one to mend: rather what was written for itself than the plan, and that than what a flavour brings. */
const order: readonly Claim['origin'][] = ['given', 'plan', 'default'];

/** Networks lie apart: pods, ClusterIPs, hosts, clients, links, loopbacks, exchanges and pools. */
export const networksOverlap: Rule = {
  id: 'networks-overlap',
  severity: 'error',
  title: 'Networks lie apart: pods, ClusterIPs, hosts, clients, links, loopbacks, exchanges and pools.',
  explanation:
    'A router or host delivers a packet to the longest of its prefixes: an address in two networks is reached in one of them only, and MetalLB refuses pools that share addresses (internal/config). Pod and ClusterIP ranges of two sites may be equal, as each cluster has its own; but they lie apart from every network, since clients and hosts of any site talk to the hosts of every other.',
  allowed: 'networks without a common address',
  remedy: 'Take another prefix for one of them.',
  acknowledgeable: false,
  *check(fleet) {
    const told = new Map<string, { first: Violation; more: number }>();
    for (const [inner, outer] of pairs(fleet)) {
      const [wrong, other] = order.indexOf(inner.origin) <= order.indexOf(outer.origin) ? [inner, outer] : [outer, inner];
      // Derived networks come from one prefix of the plan, and a default range is the same at every site: each is told once.
      const key = `${wrong.path} ${other.origin === 'default' ? other.text : other.path}`;
      const before = told.get(key);
      if (before) before.more++;
      else told.set(key, { first: violation(wrong, other), more: 0 });
    }
    for (const { first, more } of told.values())
      yield more ? { ...first, message: `${first.message} So do ${more} more of them.` } : first;
  },
};

function* pairs(fleet: DerivedModel): Generator<[Claim, Claim]> {
  yield* overlaps(planClaims(fleet));
  const networks = networkClaims(fleet);
  for (const [inner, outer] of overlaps(networks)) {
    // Of the plan: its spaces meet, or two sites have one number. Equal loopbacks are one address that is used twice. All are told as such.
    const told = inner.origin === 'plan' && outer.origin === 'plan';
    if (!told && !(inner.kind === 'loopback' && outer.kind === 'loopback')) yield [inner, outer];
  }
  const clusters = new Map<string, Claim>();
  for (const site of fleet.sites) {
    const { pods, services } = clusterClaims(fleet, site);
    yield* meetings(pods, services);
    for (const claim of [...pods, ...services]) {
      const key = claim.origin === 'default' ? `default ${claim.text}` : claim.path;
      if (!clusters.has(key)) clusters.set(key, claim);
    }
  }
  yield* meetings([...clusters.values()], networks);
}

function violation(wrong: Claim, other: Claim): Violation {
  const [one, two] = [named(wrong), named(other)];
  return {
    path: wrong.path,
    value: wrong.value,
    message: `${one}${wrong.kind === 'plan' ? '' : ','} overlaps ${two}.`,
    remedy:
      wrong.path === other.path
        ? `Take another prefix for one of them, at ${wrong.path}.`
        : `Take another prefix at ${wrong.path}, or at ${other.path}.`,
  };
}

function named({ text, what, path, origin, kind }: Claim): string {
  if (kind === 'plan') return `${text} of ${path}`;
  return `${text}, ${what} (${origin === 'plan' ? `from ${path}` : path})`;
}
