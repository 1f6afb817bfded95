import type { Network } from '../fleet/model';
import { counted, joined } from './elements';
import type { PictureBox, PictureNode } from './elements';

/** A network with its routers. */
export function networkBox(network: Network): PictureBox {
  const { name, routers } = network;
  return {
    id: name,
    kind: 'network',
    lines: about(network),
    nodes: routers.map((router) => ({ id: router.fullName, kind: router.role, lines: [router.name] })),
  };
}

/** Id of the node of a network; with a blank, as no name of the fleet has one. */
export function networkId({ name }: Network): string {
  return `network ${name}`;
}

/** A network as one node. */
export function networkNode(network: Network): PictureNode {
  const { routers } = network;
  const pes = routers.filter(({ role }) => role === 'pe').length;
  const inside = joined(
    pes ? counted(pes, 'PE router') : '',
    pes < routers.length ? counted(routers.length - pes, 'P router') : '',
  );
  return { id: networkId(network), kind: 'pe', lines: [...about(network), inside].filter(Boolean) };
}

function about({ name, as, routers, routeReflectors, mraiMs, transport }: Network): string[] {
  const speakers = routers.filter((router) => router.speaksBgp).length;
  const ibgp = routeReflectors.length ? `iBGP by ${routeReflectors.join(', ')}` : 'iBGP full mesh';
  const words = [speakers > 1 ? ibgp : '', mraiMs ? `MRAI ${mraiMs / 1000} s` : '', transport === 'mpls' ? 'MPLS' : ''];
  return [name, `AS ${as}`, joined(...words)].filter(Boolean);
}
