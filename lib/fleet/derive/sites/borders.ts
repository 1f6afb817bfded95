import type { BorderDescription, SiteDescription } from '../../description/site';
import { completed, loopbackAddresses, nthAddresses, nthLoopbacks, routerIdOf } from '../addresses';
import { lanAddresses } from './lan-addresses';
import { listOf } from '../lists';
import type { Plan } from '../plan';
import type { Problems } from '../problems';
import type { BorderPart, SiteOutline } from './whole-site';

/** What the parts of a site are numbered from, and where it is noted what cannot be. */
interface Numbering {
  readonly plan: Plan;
  readonly problems: Problems;
}

/** Derives the border routers of a site. */
export function deriveBorders(
  site: SiteOutline,
  description: SiteDescription,
  { plan, problems }: Numbering,
): readonly BorderPart[] {
  const given = description.borders ?? 1;
  const entries: [string, BorderDescription][] =
    typeof given === 'number' ? Array.from({ length: given }, (_, index) => [`border-${index + 1}`, {}]) : Object.entries(given);
  const planned = entries.some(([, detail]) => plan.adds('loopbacks', listOf(detail.loopback)));
  const blocks = planned ? plan.site('loopbacks', site.number, site.path) : [];
  return entries.map(([name, detail], index) => {
    const path = typeof given === 'number' ? `${site.path}.borders` : `${site.path}.borders.${name}`;
    const derived = nthLoopbacks(blocks, index);
    const loopbacks = completed(loopbackAddresses(listOf(detail.loopback)), derived);
    if (!loopbacks.length && !plan.has('loopbacks')) {
      problems.noAddress(
        `${site.path}.borders.${name}.loopback`,
        `the loopback of ${site.name}/${name}`,
        'Give `loopback`, or `plan.loopbacks`.',
      );
    } else if (derived.length < blocks.length && plan.adds('loopbacks', listOf(detail.loopback)))
      problems.planTooSmall(
        path,
        index + 1,
        `The plan has ${blocks.join(' and ')} for the borders of ${site.name}, and this is border number ${index + 1}.`,
        'Give the border its `loopback`.',
      );
    const lan = completed(lanAddresses(listOf(detail.lan), site, `${path}.lan`, problems), nthAddresses(site.lan, index + 1));
    return {
      name,
      fullName: `${site.name}/${name}`,
      path,
      dialect: detail.dialect ?? description.border?.dialect ?? 'frr',
      routerId: routerIdOf(detail.routerId, loopbacks),
      loopbacks: Object.freeze(loopbacks),
      lan: Object.freeze(lan),
      lanInterface: detail.lanInterface ?? 'hosts0',
    };
  });
}
