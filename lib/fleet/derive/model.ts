import type { FleetDescription } from '../description/fleet';
import type { DerivedModel, FleetModel, NetworkRouter, Service } from '../model';
import { deriveExchange } from './exchange';
import { deriveNetwork } from './network';
import { Plan } from './plan';
import { Problems } from './problems';
import { deriveCaches } from './rpki';
import { derivePools, deriveServices } from './service';
import { deriveSite } from './sites/site';
import { withDefaults } from './sites/site-defaults';

/**
 * Derives everything that a description leaves out. It never throws on a description that the schema accepts: what
 * cannot be resolved is left out and noted in `unresolved`, so that all findings can be told at once.
 */
export function deriveModel(description: FleetDescription): DerivedModel {
  const problems = new Problems();
  const plan = new Plan(description.plan, problems);
  const networks = Object.entries(description.networks).map(([name, given], place) =>
    deriveNetwork(name, given, place, plan, problems),
  );
  const routers = new Map<string, NetworkRouter>(
    networks.flatMap((network) => network.routers.map((router) => [router.fullName, router] as const)),
  );
  const exchanges = Object.entries(description.exchanges ?? {}).map(([name, given], place) =>
    deriveExchange(name, given, place, routers, plan, problems),
  );
  const services = deriveServices(description, problems);
  const bySite = servicesBySite(services);
  const sites = Object.entries(description.sites).map(([name, given]) =>
    deriveSite(name, withDefaults(given, description.defaults), {
      services: Object.freeze(bySite.get(name) ?? []),
      routers,
      plan,
      problems,
    }),
  );
  return Object.freeze({
    name: description.name,
    description,
    pools: Object.freeze(derivePools(description.pools)),
    networks: Object.freeze(networks),
    exchanges: Object.freeze(exchanges),
    caches: Object.freeze(deriveCaches(description.rpki)),
    sites: Object.freeze(sites),
    services: Object.freeze(services),
    unresolved: Object.freeze(problems.list),
  });
}

/**
 * Derives a description that has passed the rules, without asking them again.
 *
 * @throws Error if something in it cannot be resolved
 */
export function deriveChecked(description: FleetDescription): FleetModel {
  const { unresolved, ...whole } = deriveModel(description);
  if (unresolved.length) throw new Error(`The fleet ${whole.name} has not passed the rules: ${unresolved[0]?.message ?? ''}`);
  return Object.freeze(whole);
}

function servicesBySite(services: readonly Service[]): Map<string, Service[]> {
  const bySite = new Map<string, Service[]>();
  for (const service of services) {
    for (const site of service.siteNames) {
      const list = bySite.get(site);
      if (list) list.push(service);
      else bySite.set(site, [service]);
    }
  }
  return bySite;
}
