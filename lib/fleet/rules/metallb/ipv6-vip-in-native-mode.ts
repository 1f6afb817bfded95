import type { Rule } from '../rule';

/** IPv6 VIPs are served in an FRR mode of MetalLB only. */
export const ipv6VipInNativeMode: Rule = {
  id: 'ipv6-vip-in-native-mode',
  severity: 'error',
  title: 'IPv6 VIPs are served in an FRR mode of MetalLB only.',
  explanation: 'The native speaker carries no IPv6 routes, and MetalLB refuses a pool with IPv6 in that mode.',
  allowed: 'an IPv4 VIP, or mode frr or frr-k8s',
  remedy: 'Set `metallb.mode: frr`, or take the IPv6 VIP out.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.metallb.mode !== 'native') continue;
      for (const vip of site.services.flatMap((service) => service.vips)) {
        if (vip.family === 6)
          yield {
            path: vip.path,
            value: vip.address,
            message: `${site.name} runs MetalLB in native mode, which cannot announce ${vip.address}.`,
          };
      }
    }
  },
};
