import type { RolloutPlan } from './plan';
import type { RolloutResult } from './roll-out';

/** The plan as rows of a table. */
export function planRows(plan: RolloutPlan): (string | number)[][] {
  return plan.waves.map(({ name, sites }, index) => [index + 1, name, sites.join(', ')]);
}

/** What became of each site, as rows of a table. */
export function resultRows(result: RolloutResult): (string | number)[][] {
  return result.sites.map((site) => {
    if (!('changes' in site)) return [site.site, site.outcome, '', '', ''];
    const changed = site.changes.changes.map(({ kind, name }) => `${kind} ${name}`);
    const shown = changed.length > 3 ? [...changed.slice(0, 3), `and ${changed.length - 3} more`] : changed;
    return [
      site.site,
      site.outcome,
      shown.join('\n'),
      site.wasDrained ? 'yes' : '-',
      site.reason ?? `${Math.round(site.ms / 1000)} s`,
    ];
  });
}

/** The result as JSON: without the inputs of resources, which may hold secrets. */
export function resultJson(plan: RolloutPlan, result: RolloutResult): object {
  const sites = result.sites.map((site) =>
    'changes' in site
      ? {
          ...site,
          ms: Math.round(site.ms),
          changes: site.changes.changes.map(({ kind, type, name, differences }) => ({ kind, type, name, differences })),
        }
      : site,
  );
  return { outcome: result.outcome, ...(result.reason !== undefined && { reason: result.reason }), plan, sites };
}
