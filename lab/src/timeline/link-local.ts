import type { LabNode } from '../network/lab-node';

/** What `ip -json address` says of an interface. */
interface InterfaceText {
  readonly addr_info?: readonly { readonly local?: string }[];
}

/**
 * Who has which link-local address. Sessions of an IPv6 backbone are between such addresses, of which the fleet knows
 * none: without this the end of one at a router that lost its power is taken for a session that flapped by itself.
 */
export async function linkLocalNames(nodes: readonly Pick<LabNode, 'name' | 'run'>[]): Promise<ReadonlyMap<string, string>> {
  const names = await Promise.all(
    nodes.map(async (node) => {
      const { code, out } = await node.run('ip', ['-6', '-json', 'address', 'show', 'scope', 'link']);
      if (code !== 0) return []; // its address stands for it then
      const interfaces = JSON.parse(out || '[]') as InterfaceText[];
      return interfaces
        .flatMap(({ addr_info = [] }) => addr_info)
        .flatMap(({ local }) => (local === undefined ? [] : [[local, node.name] as const]));
    }),
  );
  return new Map(names.flat());
}
