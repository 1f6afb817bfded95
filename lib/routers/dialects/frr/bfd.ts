import type { Bfd } from '../../../fleet/model';
import type { RouterModel } from '../../model/router-model';
import { context } from './section';
import type { Section } from './section';

/** The profile of these timers; sessions with equal timers share it. */
export function profileName(bfd: Bfd): string {
  return `every-${bfd.intervalMs}ms-x${bfd.multiplier}`;
}

/** The BFD profiles that a router uses; none where it has no BFD. */
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
  return [{ daemons: ['bfdd'], lines: context('bfd', lines) }];
}
