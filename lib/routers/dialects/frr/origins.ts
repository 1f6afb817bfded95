import { cacheTimes } from '../../model/router-model';
import type { RouterModel } from '../../model/router-model';
import { context } from './section';
import type { Section } from './section';

/** The module of bgpd that asks RPKI caches: a package of its own, `frr-rpki-rtr` or, in Debian 12, `frr-rpki-rtrlib`. */
export const originModule = 'rpki';

/** The caches that bgpd asks, in order: one with a higher number only while those before it do not answer. While none says anything, nothing is invalid. */
export function originSections({ caches = [] }: RouterModel): Section[] {
  if (caches.length === 0) return [];
  const { refreshS, retryS, expireS } = cacheTimes;
  const lines = [
    `rpki polling_period ${refreshS}`,
    `rpki expire_interval ${expireS}`,
    `rpki retry_interval ${retryS}`,
    ...caches.map(({ address, port }, index) => `rpki cache ${address} ${port} preference ${index + 1}`),
  ];
  return [{ daemons: ['bgpd'], lines: context('rpki', lines) }];
}
