import { isDeepStrictEqual } from 'node:util';
import type { FleetDescription } from './fleet';
import type { Finding } from '../findings/finding';
import { isAtOrBelow, keysOf, pathText, valueAt } from '../findings/paths';

/**
 * Where the value of a finding is written, if that is in the `defaults` of the fleet: `defaults.metallb.localAS` for one at
 * `sites.mec-1.metallb.localAS`; undefined for a value of the site's own, and for one that nobody wrote.
 */
export function defaultOf({ path, value }: Finding, description: FleetDescription): string | undefined {
  if (!description.defaults) return undefined;
  const [root, site, ...keys] = keysOf(path);
  if (root !== 'sites' || site === undefined || keys.length === 0) return undefined;
  if (valueAt(description.sites, [site, ...keys]) !== undefined) return undefined;
  const written = valueAt(description.defaults, keys);
  if (written === undefined) return undefined;
  if (isDeepStrictEqual(written, value)) return pathText(['defaults', ...keys]);
  // Told of a border or host as a whole, for one of its values: its address, or its router id.
  const member =
    typeof written === 'object' ? Object.entries(written ?? {}).find(([, own]) => isDeepStrictEqual(own, value)) : undefined;
  return member && pathText(['defaults', ...keys, member[0]]);
}

/** The findings, each about a default told once, where that is written, and not at every site that has it. */
export function toldAtDefaults(findings: readonly Finding[], description: FleetDescription): Finding[] {
  if (!description.defaults) return [...findings];
  const told = new Map<string, { readonly finding: Finding; more: number }>();
  for (const [index, finding] of findings.entries()) {
    if (isAtOrBelow(finding.path, 'defaults')) {
      // A rule that tells a default where it is written may come upon it at every site.
      told.set([finding.rule, finding.path, finding.severity, finding.acknowledged, finding.message].join('\n'), {
        finding,
        more: 0,
      });
      continue;
    }
    const path = defaultOf(finding, description);
    const key = path === undefined ? String(index) : [finding.rule, path, finding.severity, finding.acknowledged].join('\n');
    const before = told.get(key);
    if (before) before.more += 1;
    else told.set(key, { finding: path === undefined ? finding : { ...finding, path }, more: 0 });
  }
  return [...told.values()].map(({ finding, more }) =>
    more ? { ...finding, message: `${finding.message} The same holds for ${more} more site${more > 1 ? 's' : ''}.` } : finding,
  );
}
