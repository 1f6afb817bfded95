import type { Bfd } from '../../../fleet/model';
import type { RouterModel } from '../../model/router-model';
import { context } from './section';
import type { Section } from './section';

/** The profile of these timers; sessions with equal timers share it. */
export function profileName(bfd: Bfd): string {
  return `every-${bfd.intervalMs}ms-x${bfd.multiplier}`;
}

/**
 * The BFD profiles that a router uses, and the BFD sessions of its hosts; nothing where it has no BFD.
 *
 * The sessions of hosts are configured and not left to BGP. When BFD takes such a session down, BGP deletes the neighbor, since it came
 * from a range, and a host that connects again at once makes a new one. FRR (seen in 8.4.4) lets go of the old neighbor's BFD session
 * only after it has asked for the new one's, which is the same one, and from then on the host would be without BFD. A configured
 * session stays.
 */
export function bfdSection(model: RouterModel): Section[] {
  const used = [...(model.bgp?.neighbors ?? []), ...(model.bgp?.dynamic ?? []), ...(model.ospf?.interfaces ?? [])];
  const profiles = new Map(used.flatMap((entry) => (entry.bfd ? [[profileName(entry.bfd), entry.bfd] as const] : [])));
  if (profiles.size === 0) return [];
  const lines = [...profiles].flatMap(([name, bfd]) =>
    context(`profile ${name}`, [
      `detect-multiplier ${bfd.multiplier}`,
      `transmit-interval ${bfd.intervalMs}`,
      `receive-interval ${bfd.intervalMs}`,
    ]),
  );
  const hosts = (model.bgp?.dynamic ?? []).flatMap(({ bfd, known, localAddress, interface: port }) =>
    bfd
      ? known.flatMap((address) =>
          context(`peer ${address} local-address ${localAddress} interface ${port}`, [`profile ${profileName(bfd)}`]),
        )
      : [],
  );
  return [{ daemons: ['bfdd'], lines: context('bfd', [...lines, ...hosts]) }];
}
