import { givenOver } from '../../description/given-over';
import type { Rule } from '../rule';

/** No option is set that frr-k8s mode drops. */
export const peerOptionsDroppedByFrrK8s: Rule = {
  id: 'peer-options-dropped-by-frr-k8s',
  severity: 'error',
  title: 'No option is set that frr-k8s mode drops.',
  explanation:
    'MetalLB 0.16 in frr-k8s mode ignores sourceAddress and localASN of a BGPPeer without a word (internal/bgp/frrk8s). Its debounce is set nowhere here: it is that of a speaker, and frr-k8s has one of its own besides.',
  allowed: 'neither sourceAddress nor localAS nor debounce in frr-k8s mode',
  remedy: 'Take the option out, or use another mode.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.metallb.mode !== 'frr-k8s') continue;
      const given = givenOver(fleet.description.defaults?.metallb ?? {}, fleet.description.sites[site.name]?.metallb ?? {});
      for (const key of ['sourceAddress', 'localAS', 'debounce'] as const) {
        const value = given[key];
        if (value !== undefined)
          yield { path: `${site.path}.metallb.${key}`, value, message: `In frr-k8s mode ${key} of ${site.name} goes nowhere.` };
      }
    }
  },
};
