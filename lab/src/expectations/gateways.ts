import { gatewayBorder, hasVirtualGateway, servedNetworks } from 'anycast-mec';
import type { BorderRouter, Fleet, GatewayLoss, ServedNetwork } from 'anycast-mec';
import { z } from 'zod';
import type { LabNode } from '../network/lab-node';
import type { RunningRouter } from '../routers/running-router';
import type { Expectation } from '../model/expectation';

const links = z.array(
  z.object({ ifname: z.string().optional(), addr_info: z.array(z.object({ local: z.string().optional() })) }),
);

/**
 * Each virtual gateway is at the border that the Fleet predicts, and at no other.
 *
 * @param loss what is broken. @default - nothing
 */
export function gatewaysExpectation(
  fleet: Fleet,
  routers: ReadonlyMap<string, RunningRouter>,
  loss: GatewayLoss = {},
): Expectation {
  const sites = fleet.sites.filter(hasVirtualGateway);
  return {
    name: 'virtual gateways',
    check: async () => {
      const perSite = sites.map(async (site) => {
        const held = new Map(
          await Promise.all(site.borders.map(async (border) => [border, await heldBy(border, routers)] as const)),
        );
        return servedNetworks(site).flatMap((network) =>
          network.gateway.flatMap(({ address }) => {
            const wanted = gatewayBorder(network, loss);
            return site.borders.flatMap((border) => {
              const has = held.get(border)?.has(`${interfaceOf(border, network)} ${address}`) ?? false;
              if (has === (border === wanted)) return [];
              return [`${border.fullName} ${has ? 'has' : 'has not'} the gateway ${address} of ${nameOf(network)}`];
            });
          }),
        );
      });
      return (await Promise.all(perSite)).flat();
    },
  };
}

function interfaceOf(border: BorderRouter, network: ServedNetwork): string {
  return 'site' in network ? network.interface : border.lanInterface;
}

function nameOf(network: ServedNetwork): string {
  return 'site' in network ? `${network.site.name}/${network.name}` : `the hosts of ${network.name}`;
}

/** Every address of a border, behind its interface; nothing of one without power, whose namespace keeps what it had. */
async function heldBy(border: BorderRouter, routers: ReadonlyMap<string, RunningRouter>): Promise<ReadonlySet<string>> {
  const node = routers.get(border.fullName)?.node;
  return node?.initPid === undefined ? new Set() : addressesOf(node);
}

async function addressesOf(node: LabNode): Promise<ReadonlySet<string>> {
  const said = links.parse(JSON.parse(await node.must('ip', ['-json', 'address', 'show'])));
  return new Set(said.flatMap(({ ifname, addr_info }) => addr_info.map(({ local }) => `${ifname ?? ''} ${local ?? ''}`)));
}
