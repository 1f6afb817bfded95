import type { RouterModel } from '../../model/router-model';
import { context } from './section';
import type { Section } from './section';

/** The OSPF processes: version 2 for IPv4, version 3 for IPv6. */
export function ospfSections(model: RouterModel): Section[] {
  return (model.ospf?.families ?? []).map((family): Section =>
    family === 6
      ? { daemons: ['ospf6d'], lines: context('router ospf6', [`ospf6 router-id ${model.routerId}`]) }
      : { daemons: ['ospfd'], lines: context('router ospf', [`ospf router-id ${model.routerId}`]) },
  );
}

/** LDP (RFC 5036) on the backbone interfaces. */
export function ldpSections({ ldp, routerId }: RouterModel): Section[] {
  if (!ldp) return [];
  const family = context(
    'address-family ipv4',
    [
      `discovery transport-address ${ldp.transportAddress}`,
      ...ldp.interfaces.flatMap((name) => context(`interface ${name}`, [])),
    ],
    'exit-address-family',
  );
  return [{ daemons: ['ldpd'], lines: context('mpls ldp', [`router-id ${routerId}`, ...family]) }];
}
