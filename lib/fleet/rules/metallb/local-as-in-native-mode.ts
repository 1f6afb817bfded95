import type { Rule } from '../rule';

/** No local AS is asked of MetalLB in native mode. */
export const localAsInNativeMode: Rule = {
  id: 'local-as-in-native-mode',
  severity: 'error',
  title: 'No local AS is asked of MetalLB in native mode.',
  explanation: 'MetalLB refuses localASN there.',
  allowed: 'localAS only with mode frr',
  remedy: 'Take `localAS` out, or use `metallb.mode: frr`.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      const { mode, localAS } = site.metallb;
      if (mode === 'native' && localAS !== undefined)
        yield { path: `${site.path}.metallb.localAS`, value: localAS, message: `${site.name} sets a local AS in native mode.` };
    }
  },
};
