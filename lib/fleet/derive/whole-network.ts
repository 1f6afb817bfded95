import type { Link, LinkEnd, Network, NetworkRouter } from '../model';
import { once } from './once';

/** A network without its parts: what follows from its description alone. */
export type NetworkOutline = Omit<Network, 'routers' | 'links'>;
/** A router that does not know its network yet. */
export type RouterPart = Omit<NetworkRouter, 'network'>;
/** An end of a link whose router does not know its network yet. */
export type LinkEndPart = Omit<LinkEnd, 'router'> & { readonly router: RouterPart };
/** A link between such routers. */
export type LinkPart = Omit<Link, 'ends'> & { readonly ends: readonly [LinkEndPart, LinkEndPart] };

/** What a network is made of. */
export interface NetworkParts {
  readonly routers: readonly RouterPart[];
  readonly links: readonly LinkPart[];
}

/** A network and its parts, which know each other; derived before, as those of a site are. */
export function wholeNetwork(outline: NetworkOutline, parts: NetworkParts): Network {
  const routers: NetworkRouter[] = [];
  const links: Link[] = [];
  const network: Network = Object.freeze({ ...outline, routers, links });
  const routerOf = once((part: RouterPart): NetworkRouter => Object.freeze({ ...part, network }));
  const endOf = (part: LinkEndPart): LinkEnd => Object.freeze({ ...part, router: routerOf(part.router) });
  for (const part of parts.routers) routers.push(routerOf(part));
  for (const part of parts.links) {
    const [a, b] = part.ends;
    links.push(Object.freeze({ ...part, ends: Object.freeze([endOf(a), endOf(b)] as const) }));
  }
  for (const list of [routers, links]) Object.freeze(list);
  return network;
}
