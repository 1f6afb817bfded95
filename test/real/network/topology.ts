import type { Host, InterfaceAddress } from '../../../lib/fleet/model';
import type { RouterModel } from '../../../lib/routers/model/router-model';
import type { Lab, Port } from './lab';

/** Name of the interface of a host. */
const hostInterface = 'eth0';

interface NodeInterface {
  readonly port: Port;
  readonly addresses: readonly InterfaceAddress[];
  /** Whether it is one end of a link of two; else it hangs on a LAN. */
  readonly point: boolean;
}

/** Makes every router and host a node, joins interfaces that lie in one prefix, and gives them the addresses of the model. */
export async function buildTopology(lab: Lab, routers: readonly RouterModel[], hosts: readonly Host[]): Promise<void> {
  for (const { fullName } of [...routers, ...hosts]) await lab.node(fullName);
  const interfaces = [...routers.flatMap(routerInterfaces), ...hosts.map(hostPort)];
  const networks = new Map<string, NodeInterface[]>();
  for (const entry of interfaces) {
    const key = entry.addresses.map((address) => address.prefix.toString()).join(' ');
    networks.set(key, [...(networks.get(key) ?? []), entry]);
  }
  for (const members of networks.values()) {
    const [one, other, more] = members;
    if (one?.point && other && !more) await lab.link(one.port, other.port);
    else await lab.lan(members.map((member) => member.port));
  }
  for (const router of routers) {
    const loopbacks = router.loopbacks.map((loopback) => `address add ${loopback.address}/${loopback.prefix.length} dev lo`);
    await lab.ip(router.fullName, [...loopbacks, ...routerInterfaces(router).flatMap(upLines)]);
  }
  for (const host of hosts) await lab.ip(host.fullName, upLines(hostPort(host)));
}

function routerInterfaces(router: RouterModel): NodeInterface[] {
  return router.interfaces.map((entry) => ({
    port: { node: router.fullName, name: entry.name },
    addresses: entry.addresses,
    point: ['uplink', 'site', 'backbone'].includes(entry.purpose),
  }));
}

function hostPort(host: Host): NodeInterface {
  return { port: { node: host.fullName, name: hostInterface }, addresses: host.addresses, point: false };
}

function upLines({ port, addresses }: NodeInterface): string[] {
  const lines = addresses.map(
    ({ family, address, prefix }) => `address add ${address}/${prefix.length} dev ${port.name}${family === 6 ? ' nodad' : ''}`,
  );
  return [...lines, `link set ${port.name} up`];
}
