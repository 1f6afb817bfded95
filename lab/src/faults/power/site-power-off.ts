import { fault } from '../fault';
import { cut } from '../parts';
import { cablesOf, routerOf, siteTarget } from '../target';

/** A whole site loses power: hosts and borders. */
export const sitePowerOff = fault({
  name: 'site-power-off',
  summary: 'a site loses power: all cables of its borders and hosts fall silent, then all their processes end',
  target: siteTarget,
  endsBfd: true,
  takesPower: true,
  about: 'outage',
  predicts: (_, target) => ({ down: [target] }),
  does: {
    everywhere: (runtime, { lab }) => {
      const borders = runtime.site.borders.map(({ fullName }) => routerOf(lab, fullName));
      const hosts = runtime.site.hosts.map(({ fullName }) => fullName);
      const nodes = [...borders.map(({ name }) => name), ...hosts];
      const ports = nodes.flatMap((node) => cablesOf(lab, node));
      return {
        detail: `${nodes.join(', ')} without power`,
        inject: async (injection) => {
          await cut(lab, ports, 'silent', injection);
          injection.undo(async () => {
            const off = (node: string) => lab.network.find(node).initPid === undefined;
            await Promise.all([
              ...borders.filter(({ name }) => off(name)).map((border) => border.boot()),
              ...hosts.filter(off).map((host) => runtime.bootHost(host)),
            ]);
          });
          await Promise.all(nodes.map((node) => lab.network.find(node).powerOff()));
        },
      };
    },
  },
});
