/** The MetalLB release that the constructs are made for: `serviceSelectors` of advertisements came with 0.16.0. */
export const metallbVersion = '0.16.1';

/**
 * SHA-256 of upstream's install manifests of that release, `config/manifests/metallb-<mode>.yaml` in
 * https://github.com/metallb/metallb (tag v0.16.1) and in the Go module go.universe.tf/metallb.
 */
export const manifestSha256 = {
  native: 'bf25feebb7582ca7df845efd52ffbc2960d6cbf4cfc972f47fded9f788b67f0b',
  frr: '2b3574f8a257270117f1ab58c4268c99c56cf3e92f2525e6b88aff0b2208f131',
  'frr-k8s': '19313e5031714cc1489b3b0ed0ae6e58be0e92538b4a5ed9c529c847ef2bac62',
} as const;

/** A mode in which MetalLB runs. */
export type MetalLBMode = keyof typeof manifestSha256;
