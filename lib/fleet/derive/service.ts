import { canonical, familyOf, toNumber } from '../addresses/address';
import { Prefix } from '../addresses/prefix';
import type { FleetDescription } from '../description/fleet';
import type { ServiceDescription } from '../description/service';
import type { Pool, PoolBlock, Service } from '../model';
import { checksOf } from './checks';
import { listOf } from './lists';
import { portsOf } from './ports';
import type { Problems } from './problems';

/** Derives the pools. */
export function derivePools(pools: FleetDescription['pools']): Pool[] {
  return Object.entries(pools).map(([name, given]) => {
    const path = `pools.${name}`;
    const blocks = listOf(given).map((text, index) => poolBlock(text, Array.isArray(given) ? `${path}[${index}]` : path));
    return Object.freeze({ name, path, blocks: Object.freeze(blocks) });
  });
}

function poolBlock(text: string, path: string): PoolBlock {
  if (text.includes('/')) {
    const prefix = Prefix.parse(text);
    return Object.freeze({ path, text, family: prefix.family, first: prefix.first, last: prefix.last, prefix });
  }
  const [first, last] = text.split('-') as [string, string];
  return Object.freeze({ path, text, family: familyOf(first), first: toNumber(first), last: toNumber(last) });
}

/** Derives the services. */
export function deriveServices(description: FleetDescription, problems: Problems): Service[] {
  const all = Object.keys(description.sites);
  const known = new Set(all);
  return Object.entries(description.services ?? {}).map(([name, given]) => {
    const path = `services.${name}`;
    given.sites?.forEach((site, index) => {
      if (!known.has(site)) problems.unknownReference(`${path}.sites[${index}]`, site, 'site', all);
    });
    return deriveService(name, path, given, given.sites?.filter((site) => known.has(site)) ?? all);
  });
}

/** Derives one service, in a fleet or alone. */
export function deriveService(name: string, path: string, given: ServiceDescription, sites: readonly string[]): Service {
  const vips = listOf(given.vip).map((text, index) =>
    Object.freeze({
      family: familyOf(text),
      address: canonical(text),
      path: Array.isArray(given.vip) ? `${path}.vip[${index}]` : `${path}.vip`,
    }),
  );
  const ports = portsOf(given, path);
  return Object.freeze({
    name,
    path,
    vips: Object.freeze(vips),
    ports,
    checks: checksOf(given, ports, path),
    siteNames: Object.freeze(sites),
    description: given,
  });
}
