import { dirname, resolve } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { Fleet, FleetError } from '../../fleet';
import type { FleetDescription, Given } from '../../fleet';
import type { Site } from '../../fleet/model';
import { missingSecrets, placeholderSecrets, renderRouters, secretsFrom } from '../../routers';
import type { RenderedRouter, SecretResolver } from '../../routers';
import { chosenSites } from '../../synth/site-choice';
import { earlyError } from '../bridge/problems';
import type { RouterDelivery } from '../routers/router-delivery';
import { clusterProblems, missingKubeconfig } from './cluster';
import type { MecSiteArgs } from './mec-site-args';

/** A site with everything that can be known before anything is registered. */
export interface PreparedSite {
  readonly fleet: Fleet;
  readonly site: Site;
  readonly routers: readonly RenderedRouter[];
  /** The password of the sessions between hosts and borders; absent where there is none, or placeholders stand for secrets. */
  readonly hostPassword?: string;
}

/**
 * Reads the fleet, finds the site, renders its router files.
 *
 * @throws RunError with everything that is wrong, before there is any resource
 */
export function prepareSite(args: MecSiteArgs, hasProvider: boolean): PreparedSite {
  const fleet = fleetOf(args.fleet);
  const problems = [
    ...siteProblems(fleet, args.site),
    ...(args.cluster ? clusterProblems(args.cluster) : hasProvider ? [] : clusterProblems({})),
  ];
  const missing = args.cluster && missingKubeconfig(args.cluster);
  if (missing !== undefined && !pulumi.runtime.isDryRun()) problems.push(missing);
  if (args.routers && args.secrets === 'placeholder')
    problems.push(
      'routers: a placeholder cannot be delivered as a password; allowed: the passwords; remedy: pulumi config set secrets require',
    );
  const site = fleet.sites.find(({ name }) => name === args.site);
  const secrets = resolverOf(args);
  if (site) problems.push(...secretProblems(fleet, site, secrets), ...strayRouters(site, args.routers));
  if (!site || problems.length) throw earlyError(problems);
  // A preview shows what would be made where there is no cluster yet.
  if (missing !== undefined) void pulumi.log.warn(`${missing}; pulumi up will refuse`);
  return {
    fleet,
    site,
    routers: renderRouters(fleet, { secrets, only: (owner) => owner === site.name }),
    ...(site.hostPassword !== undefined && args.secrets !== 'placeholder' && { hostPassword: secrets(site.hostPassword) }),
  };
}

function fleetOf(given: Fleet | Given<FleetDescription> | string): Fleet {
  if (Fleet.isFleet(given)) return given;
  try {
    return typeof given === 'string' ? Fleet.load(given) : Fleet.from(given);
  } catch (error) {
    if (FleetError.isFleetError(error)) throw earlyError([error.message]);
    throw error;
  }
}

function siteProblems(fleet: Fleet, name: string): string[] {
  try {
    chosenSites(fleet, [name]);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`site: ${reason} (fleet ${fleet.name}); remedy: name the stack after a site, or pulumi config set site <name>`];
  }
}

function resolverOf({ secrets, fleet }: MecSiteArgs): SecretResolver {
  if (secrets === 'placeholder') return placeholderSecrets;
  return secrets ?? secretsFrom(typeof fleet === 'string' ? dirname(resolve(fleet)) : process.cwd());
}

function secretProblems(fleet: Fleet, site: Site, secrets: SecretResolver): string[] {
  return missingSecrets(fleet, secrets, (path) => path.startsWith(`${site.path}.`)).map(
    ({ name, usedBy, reason }) =>
      `secret ${name}, used by ${usedBy.join(', ')}: ${reason}; remedy: provide it ('anycast-mec secrets' lists all), ` +
      'or pulumi config set secrets placeholder, if only the cluster is to be deployed',
  );
}

function strayRouters(site: Site, delivery: RouterDelivery | undefined): string[] {
  const there = site.borders.map(({ name }) => name);
  const stray = Object.keys(delivery?.connections ?? {}).filter((name) => !there.includes(name));
  return stray.map(
    (name) => `routers: there is no border router ${name}; allowed: ${there.join(', ')}; remedy: correct the name`,
  );
}
