import type { Rule } from '../rule';

/** Routers of an MPLS backbone run FRR. */
export const birdCannotLdp: Rule = {
  id: 'bird-cannot-ldp',
  severity: 'error',
  title: 'Routers of an MPLS backbone run FRR.',
  explanation: 'BIRD has no LDP, so such a router would have no labels to send with and none to be reached by.',
  allowed: 'dialect frr, or transport plain',
  remedy: 'Set `dialect: frr` for the router, or `transport: plain` for its network.',
  acknowledgeable: false,
  *check(fleet) {
    for (const router of fleet.networks.filter((network) => network.transport === 'mpls').flatMap((network) => network.routers)) {
      if (router.dialect === 'bird') yield { path: router.path, value: 'bird', message: `${router.fullName} needs LDP.` };
    }
  },
};
