import { serviceRule } from '../rule';

/** A service has one VIP a family. */
export const twoVipsOfOneFamily = serviceRule({
  id: 'two-vips-of-one-family',
  severity: 'error',
  title: 'A service has one VIP a family.',
  explanation: 'A Service has one address of each family (Kubernetes dual-stack), so a second would never be announced.',
  allowed: 'one address, or one IPv4 and one IPv6 address',
  remedy: 'Make two services of it.',
  acknowledgeable: false,
  *of({ name, vips }) {
    for (const [index, vip] of vips.entries()) {
      const twin = vips.slice(0, index).find((other) => other.family === vip.family);
      if (twin)
        yield { path: vip.path, value: vip.address, message: `${name} has the IPv${vip.family} VIP ${twin.address} already.` };
    }
  },
});
