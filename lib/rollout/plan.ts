import type { Fleet } from '../fleet';
import type { Site } from '../fleet/model';
import { chosenSites } from '../synth/site-choice';
import { sitesIn } from './strategy';
import type { RolloutStrategy } from './strategy';

/** Sites that are changed together. */
export interface Wave {
  readonly name: string;
  /** Canaries may not fail, whatever the strategy tolerates. */
  readonly isCanary: boolean;
  readonly sites: readonly string[];
}

/** In which order a fleet is changed, and why. */
export interface RolloutPlan {
  readonly waves: readonly Wave[];
  /** Most sites of the fleet that are away at once. */
  readonly maxUnavailable: number;
  /** Sites that may fail before the rollout stops. */
  readonly maxFailures: number;
  /** What was not considered. */
  readonly notes: readonly string[];
}

/** Beyond this many sites it is not computed who takes over from whom: that takes one prediction of the whole network a site. */
const neighbourLimit = 64;

/**
 * Plans a rollout: canaries first, then sites with few clients before sites with many, the sites of last resort at the end. Two sites
 * that take over from each other are never in one wave: while both were away, their clients would go to the third.
 *
 * @param chosen names of the sites to change. @default - all
 * @throws UnknownSiteError if a site is named that the fleet does not have; Error if a canary is not among the sites chosen
 */
export function planRollout(fleet: Fleet, strategy: RolloutStrategy, chosen?: readonly string[]): RolloutPlan {
  const names = chosenSites(fleet, chosen);
  chosenSites(fleet, strategy.canary);
  const sites = byRisk(fleet.sites.filter((site) => names?.has(site.name) ?? true));
  const stray = strategy.canary?.filter((name) => !sites.some((site) => site.name === name)) ?? [];
  if (stray.length) throw new Error(`--canary ${stray.join(' ')}: not among the sites that are to be changed`);
  const maxUnavailable = sitesIn(strategy.maxUnavailable, fleet.sites.length, 1);
  const canary = [...new Set(strategy.canary ?? sites.slice(0, 1).map(({ name }) => name))];
  const considered = fleet.sites.length <= neighbourLimit;
  const neighbours = considered ? takeovers(fleet) : new Map<string, ReadonlySet<string>>();
  const rest = sites.filter(({ name }) => !canary.includes(name));
  const waves: Wave[] = canary.map((name) => ({ name: 'canary', isCanary: true, sites: [name] }));
  waves.push(...laterWaves(rest, neighbours, strategy.firstWave, maxUnavailable));
  return {
    waves,
    maxUnavailable,
    maxFailures: sitesIn(strategy.maxFailures, fleet.sites.length, 0),
    notes: considered ? [] : [`more than ${neighbourLimit} sites: it was not considered which sites take over from each other`],
  };
}

/** Few clients first; what is the last resort of all comes last. */
function byRisk(sites: readonly Site[]): Site[] {
  const risk = (site: Site) => (site.kind === 'cloud' ? 1_000_000 : 0) + site.clients.length * 1000 + site.services.length;
  return [...sites].sort((a, b) => risk(a) - risk(b) || a.number - b.number);
}

function laterWaves(
  sites: readonly Site[],
  neighbours: ReadonlyMap<string, ReadonlySet<string>>,
  first: number,
  most: number,
): Wave[] {
  const waves: Wave[] = [];
  let left = [...sites];
  for (let size = Math.min(first, most); left.length; size = Math.min(size * 2, most)) {
    const [head] = left;
    const wave: Site[] = [];
    for (const site of left) {
      // A site of last resort never goes together with those that it is the last resort of.
      if (wave.length >= size || site.kind !== head?.kind) break;
      if (!wave.some(({ name }) => neighbours.get(name)?.has(site.name))) wave.push(site);
    }
    waves.push({ name: `wave ${waves.length + 1}`, isCanary: false, sites: wave.map(({ name }) => name) });
    left = left.filter((site) => !wave.includes(site));
  }
  return waves;
}

/** Which sites take over from which, for any service and client network. */
function takeovers(fleet: Fleet): Map<string, Set<string>> {
  const pairs = new Map<string, Set<string>>();
  const note = (a: string, b: string) => pairs.set(a, (pairs.get(a) ?? new Set()).add(b));
  for (const { name } of fleet.services) {
    for (const { order } of fleet.preferences(name, { depth: 2 })) {
      const [first, second] = order;
      if (!first || !second) continue;
      note(first.site, second.site);
      note(second.site, first.site);
    }
  }
  return pairs;
}
