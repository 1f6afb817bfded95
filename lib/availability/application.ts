import type * as AgentContract from '../contract/agent';
import { askedOf } from '../contract/agent/asked';
import type { CaseBudget } from '../fleet/budget/budget';
import type { HealthCheck, Service, Site } from '../fleet/model';

/** How an application fails, as the agent's own budget calls it. */
const kinds = { 'application-killed': 'killed', 'application-hung': 'hung' } as const;

/** The failures that the failover agent sees. */
export type ApplicationFailure = keyof typeof kinds;

/**
 * Longest outage after the application of a whole site failed, ms: until the site's failover agent has set the label, and then until the
 * network has moved. Of several checks the slowest counts. What a program tells the agent beyond the fleet, and guards that hold, are not in it.
 *
 * @param cases the failover budget of the site
 * @returns undefined where nothing asks the service, so that nobody would move its clients
 */
export function applicationOutageMs(
  site: Site,
  service: Service,
  failure: ApplicationFailure,
  cases: readonly CaseBudget[],
): number | undefined {
  const watched = watchedOf(site, service);
  if (!watched) return undefined;
  const seen = agentContract()
    .detectionBudget(watched)
    .failures.find(({ kind }) => kind === kinds[failure]);
  const drain = cases.find((entry) => entry.case === 'drain');
  const moved = drain ?? cases.find((entry) => entry.case === 'withdraw');
  if (!seen || !moved) return undefined;
  // Where no drain is honoured, what leaves a doubt is first drained all the same, and nobody moves meanwhile.
  const waitedMs = !drain && failure === 'application-hung' ? watched.timing.drainMs : 0;
  return seen.worstMs + waitedMs + moved.convergedMs;
}

/** The service as the agent of a site watches it, with every default; undefined where nothing is asked of it. */
function watchedOf(site: Site, service: Service) {
  const [first, ...others] = service.checks;
  const port = first?.sees[0] ?? service.ports[0];
  if (!first || !port || service.checks.some((check) => check.port === undefined)) return undefined;
  const { name, vips } = service;
  const watched = {
    ...{ name, namespace: service.description.namespace ?? name, vips: vips.map(({ address }) => address) },
    ...{ port: port.port, protocol: port.protocol },
    health: asked(first),
    checks: others.map((check) => ({ name: check.name, ...asked(check) })),
  };
  const hosts = site.hosts.map(({ nodeName }) => nodeName);
  const { agentSchema, resolve } = agentContract();
  return resolve(agentSchema.parse({ site: site.name, hosts, services: [watched] })).services[0];
}

/** What the agent is told, and its budget, loaded when asked for: its schema takes a part of every start that most commands do not need. */
function agentContract(): typeof AgentContract {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the package
  return require('../contract/agent') as typeof AgentContract;
}

function asked({ health, port }: HealthCheck): object {
  return { ...askedOf(health), port };
}
