import type { Rule } from '../rule';

/** No BFD profile is asked of MetalLB in native mode. */
export const bfdProfileInNativeMode: Rule = {
  id: 'bfd-profile-in-native-mode',
  severity: 'error',
  title: 'No BFD profile is asked of MetalLB in native mode.',
  explanation: 'The native speaker has no BFD, and MetalLB refuses the whole configuration (internal/config/validation.go).',
  allowed: 'bfdProfile only with mode frr or frr-k8s',
  remedy: 'Leave `bfdProfile` out: in native mode the BfdDaemonSet does BFD.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.metallb.mode === 'native' && site.metallb.bfdProfile)
        yield {
          path: `${site.path}.metallb.bfdProfile`,
          value: true,
          message: `${site.name} asks MetalLB for BFD in native mode.`,
        };
    }
  },
};
