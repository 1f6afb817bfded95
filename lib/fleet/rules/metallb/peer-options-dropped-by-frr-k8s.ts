import type { Rule } from '../rule';

/** No option is set that frr-k8s mode drops. */
export const peerOptionsDroppedByFrrK8s: Rule = {
  id: 'peer-options-dropped-by-frr-k8s',
  severity: 'error',
  title: 'No option is set that frr-k8s mode drops.',
  explanation:
    'MetalLB 0.16 in frr-k8s mode ignores sourceAddress and localASN of a BGPPeer without a word (internal/bgp/frrk8s).',
  allowed: 'neither sourceAddress nor localAS in frr-k8s mode',
  remedy: 'Take the option out, or use another mode.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.metallb.mode !== 'frr-k8s') continue;
      for (const key of ['sourceAddress', 'localAS'] as const) {
        const value = site.metallb[key];
        if (value !== undefined)
          yield { path: `${site.path}.metallb.${key}`, value, message: `MetalLB drops ${key} of ${site.name} in frr-k8s mode.` };
      }
    }
  },
};
