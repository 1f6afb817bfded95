import type { BgpModel, BgpNeighbor, RouterInterface, RouterModel } from '../../lib/routers/model/router-model';
import type { Policy, PolicyRule, PrefixMatch } from '../../lib/routers/model/policy';

/** Makes another model of a router. */
export type Change = (router: RouterModel) => RouterModel;

/** Changes BGP of routers that speak it. */
export const bgp =
  (change: (bgp: BgpModel, router: RouterModel) => Partial<BgpModel>): Change =>
  (router) =>
    router.bgp ? { ...router, bgp: { ...router.bgp, ...change(router.bgp, router) } } : router;

/** Changes the sessions with configured neighbors of some kinds. Fields that the model does not know yet may be set, too. */
export const neighbors = (kinds: readonly BgpNeighbor['kind'][], change: object): Change =>
  bgp((own) => ({
    neighbors: own.neighbors.map((neighbor) => (kinds.includes(neighbor.kind) ? { ...neighbor, ...change } : neighbor)),
  }));

/** Takes a field away from the sessions with configured neighbors of some kinds. */
export const without = (kinds: readonly BgpNeighbor['kind'][], field: keyof BgpNeighbor): Change =>
  bgp((own) => ({
    neighbors: own.neighbors.map((neighbor) => {
      const rest = Object.entries(neighbor).filter(([key]) => key !== field);
      return kinds.includes(neighbor.kind) ? (Object.fromEntries(rest) as unknown as BgpNeighbor) : neighbor;
    }),
  }));

/** Changes the rules of the policies of some names. */
export const rules =
  (named: RegExp, change: (rules: readonly PolicyRule[], policy: Policy) => readonly PolicyRule[]): Change =>
  (router) => ({
    ...router,
    policies: router.policies.map((policy): Policy => {
      return named.test(policy.name) ? { ...policy, rules: change(policy.rules, policy) } : policy;
    }),
  });

/** Changes the entries of the prefix sets of some names. */
export const entries =
  (named: RegExp, change: (entries: readonly PrefixMatch[]) => readonly PrefixMatch[]): Change =>
  (router) => ({
    ...router,
    prefixSets: router.prefixSets.map((set) => (named.test(set.name) ? { ...set, entries: change(set.entries) } : set)),
  });

/** Changes the interfaces of a purpose. */
export const interfaces =
  (purpose: RouterInterface['purpose'], change: object): Change =>
  (router) => ({
    ...router,
    interfaces: router.interfaces.map((entry) => (entry.purpose === purpose ? { ...entry, ...change } : entry)),
  });

/** One change after the other. */
export const all =
  (...changes: readonly Change[]): Change =>
  (router) =>
    changes.reduce((changed, change) => change(changed), router);

/** Nothing is changed. */
export const unchanged: Change = (router) => router;

/** Changes the sessions with hosts. */
export const dynamic = (change: object): Change =>
  bgp((own) => ({ dynamic: own.dynamic.map((entry) => ({ ...entry, ...change })) }));

/** Without the refusals that have a condition which the model may not know yet. */
export const lessRefused = (condition: string): Change => rules(/./, (own) => own.filter((rule) => !(condition in rule)));

/** Changes the first rule alone. */
export const firstRule =
  (change: object) =>
  ([first, ...others]: readonly PolicyRule[]): PolicyRule[] =>
    first ? [{ ...first, ...change }, ...others] : [];
