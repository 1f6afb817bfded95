import type { Rule } from '../rule';

/** Hosts do BFD where their border routers do. */
export const bfdProfileAgainstBfd: Rule = {
  id: 'bfd-profile-against-bfd',
  severity: 'error',
  title: 'Hosts do BFD where their border routers do.',
  explanation:
    'In the modes frr and frr-k8s MetalLB does BFD by a profile. With `bfdProfile: false` the border waits for BFD that nobody answers, and a lost host is found by the hold time alone; with `bfd: false` there are no timers to make a profile of.',
  allowed: 'bfdProfile as bfd of the site: both on, or both off',
  remedy: 'Leave `bfdProfile` out: it follows `bfd`.',
  *check(fleet) {
    for (const { name, path, bfd, metallb } of fleet.sites) {
      if (metallb.mode === 'native' || metallb.bfdProfile === (bfd !== undefined)) continue;
      yield {
        path: `${path}.metallb.bfdProfile`,
        value: metallb.bfdProfile,
        message: `${name} has BFD ${bfd ? 'on at its borders, and off at its hosts' : 'off, and asks MetalLB for it'}.`,
      };
    }
  },
};
