import { milliseconds } from '../../../contract/durations';
import type { SiteDescription } from '../../description/site';
import type { MetalLB } from '../../model';

/** Debounce of MetalLB's FRR mode, and of frr-k8s, unless set: 3 s (upstream internal/bgp/frr). */
const debounceMs = 3000;
/** frr-k8s mode adds the speaker's own debounce, which cannot be set (upstream frrk8s_config_controller.go): 3 s. */
const speakerDebounceMs = 3000;

/** How MetalLB runs at a site, with every default filled in. */
export function deriveMetalLB(site: SiteDescription, hostCount: number): MetalLB {
  const given = site.metallb;
  const mode = given?.mode ?? 'native';
  const ownDebounceMs = given?.debounce === undefined ? debounceMs : milliseconds(given.debounce);
  return Object.freeze({
    mode,
    bfdProfile: given?.bfdProfile ?? (mode !== 'native' && site.bfd !== false),
    gracefulRestart: given?.gracefulRestart ?? false,
    debounceMs: mode === 'native' ? 0 : mode === 'frr' ? ownDebounceMs : speakerDebounceMs + ownDebounceMs,
    ...(given?.sourceAddress !== undefined && { sourceAddress: given.sourceAddress }),
    ...(given?.localAS !== undefined && { localAS: given.localAS }),
    // kubeadm labels its control-plane nodes out of load balancing; where such a node is all there is, nothing would announce.
    ignoreExcludeLB: given?.ignoreExcludeLB ?? ((site.flavour ?? 'kubeadm') === 'kubeadm' && hostCount === 1),
  });
}
