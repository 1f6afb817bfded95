import type { Fleet, Host, Site } from 'anycast-mec';
import type { LabNetwork } from '../network/lab-network';
import { must } from '../network/run';
import { managementOf, nodeAddress, nodeAddresses, podRanges } from './management';

/** Interface of hosts and control plane in the management LAN. */
export const managementInterface = 'mgmt0';
/** Interface of a control plane towards the lab's keeper. */
const keeperInterface = 'keeper0';

/**
 * Makes the node of a site's control plane and the management LAN that joins it with the hosts; gives both the routes that a cluster
 * needs: the control plane to hosts and pods (logs, exec, webhooks), the hosts to each other's pods.
 */
export async function wireManagement(network: LabNetwork, fleet: Fleet, site: Site): Promise<void> {
  const management = managementOf(fleet, site);
  const plane = await network.node(`${site.name}/control-plane`);
  const ports = [plane.name, ...site.hosts.map(({ fullName }) => fullName)].map((node) => ({ node, name: managementInterface }));
  await network.lan(`${site.name}: management`, ports);
  const { keeper, controlPlane, length } = management;
  const near = `lab-keeper-${management.index}`;
  const netns = plane.namespace.slice(plane.namespace.lastIndexOf('/') + 1);
  await must('ip', ['-batch', '-'], {
    input: [
      `link add name ${near} type veth peer name ${keeperInterface} netns ${netns}`,
      `address add ${keeper.keeper}/30 dev ${near}`,
      `link set ${near} up`,
      '',
    ].join('\n'),
  });
  const addressOf = (host: string) => management.hosts.get(host) ?? '';
  await plane.ip([
    `address add ${keeper.controlPlane}/30 dev ${keeperInterface}`,
    `link set ${keeperInterface} up`,
    `address add ${controlPlane}/${length} dev ${managementInterface}`,
    `link set ${managementInterface} up`,
    ...site.hosts.flatMap((host) => [
      `route add ${nodeAddress(host)}/32 via ${addressOf(host.name)}`,
      // The control plane speaks IPv4 with pods.
      `route add ${String(podRanges(host)[0])} via ${addressOf(host.name)}`,
    ]),
  ]);
  for (const host of site.hosts) {
    const node = network.find(host.fullName);
    await node.ip([
      `address add ${addressOf(host.name)}/${length} dev ${managementInterface}`,
      `link set ${managementInterface} up`,
      ...site.hosts.filter((other) => other !== host).flatMap(routesToPods),
    ]);
    await node.must('sysctl', ['-q', '-w', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']);
  }
}

/** Of each family. */
function routesToPods(host: Host): string[] {
  const addresses = nodeAddresses(host);
  return podRanges(host).map((range, index) => `route add ${range.toString()} via ${addresses[index] ?? ''}`);
}
