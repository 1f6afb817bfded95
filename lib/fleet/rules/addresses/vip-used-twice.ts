import type { Rule } from '../rule';

/** Every VIP belongs to one service. */
export const vipUsedTwice: Rule = {
  id: 'vip-used-twice',
  severity: 'error',
  title: 'Every VIP belongs to one service.',
  explanation: 'Two services with one VIP would answer for one another, and MetalLB gives the address to one of them only.',
  allowed: 'an address that no other service has',
  remedy: 'Give one of the services another address of a pool.',
  *check(fleet) {
    const owners = new Map<string, string>();
    for (const service of fleet.services) {
      for (const vip of service.vips) {
        const owner = owners.get(vip.address);
        if (owner === undefined) owners.set(vip.address, service.name);
        // Twice in one service is told by another rule.
        else if (owner !== service.name)
          yield { path: vip.path, value: vip.address, message: `${vip.address} is the VIP of ${owner} already.` };
      }
    }
  },
};
