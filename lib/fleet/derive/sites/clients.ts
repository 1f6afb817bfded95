import { Prefix } from '../../addresses/prefix';
import type { SiteDescription } from '../../description/site';
import { nthAddresses } from '../addresses';
import { deriveGateway } from '../gateway';
import type { GatewayPlace } from '../gateway';
import { listOf } from '../lists';
import type { Plan } from '../plan';
import type { Problems } from '../problems';
import type { BorderPart, ClientPart, SiteOutline } from './whole-site';

/** What client networks are derived from. */
interface ClientSource {
  readonly borders: readonly BorderPart[];
  readonly plan: Plan;
  readonly problems: Problems;
}

/** Derives the client networks of a site. */
export function deriveClients(
  site: SiteOutline,
  description: SiteDescription,
  { borders, plan, problems }: ClientSource,
): readonly ClientPart[] {
  const given = (description.clients ?? []).map((entry) => (typeof entry === 'string' ? { name: entry } : entry));
  const needsPlan = given.some((entry) => !('prefix' in entry) || entry.prefix === undefined);
  const blocks = needsPlan ? plan.site('clients', site.number, site.path) : [];
  return given.map((detail, index) => {
    const path = `${site.path}.clients[${index}]`;
    const texts = listOf('prefix' in detail ? detail.prefix : undefined);
    const prefixes = texts.length
      ? texts.map((text) => Prefix.parse(text))
      : blocks.flatMap((block) =>
          plan.within(block, block.family === 6 ? 64 : 27, index, {
            path,
            what: 'client networks of a site',
            remedy: 'Give the client network its `prefix`.',
          }),
        );
    if (!prefixes.length && !plan.has('clients'))
      problems.noAddress(`${path}.prefix`, `the client network ${detail.name}`, 'Give `prefix`, or `plan.clients`.');
    const place: GatewayPlace = {
      what: `the clients of ${site.name}/${detail.name}`,
      path: `${path}.gateway`,
      prefixes,
      borders: borders.map((_, border) => nthAddresses(prefixes, border + 1)),
    };
    return {
      name: detail.name,
      path,
      interface: `clients${index}`,
      prefixes: Object.freeze(prefixes),
      gateway: deriveGateway('gateway' in detail ? detail.gateway : undefined, place, problems),
    };
  });
}
