import type { Fleet } from 'anycast-mec';
import type { Cell, Experiment } from '../measure/cell';
import { UsageError, unknownName } from '../usage/usage-error';
import { phaseSpan, placeIn, serviceIn, siteAt } from './place';

/** What `lab measure` takes. */
export interface AdHoc {
  readonly verb: string;
  readonly target: string;
  readonly options?: readonly string[];
  /** Client that asks, `site/network`. @default - one whom the site that the fault hits answers; of another fault, one that its own site answers */
  readonly client?: string;
  /** Service that it asks. @default - the one that the fault hits alone, else the lab's own */
  readonly service?: string;
  /** Who is expected to answer while the fault is there: a site, `same` or `nobody`. @default - the next site in the Fleet's order */
  readonly expect?: string;
}

/** An experiment of any fault, for `lab measure`. */
export function adHoc({ verb, target, options = [], client, service, expect }: AdHoc): Experiment {
  return {
    name: `measure-${verb}`,
    title: `${verb} ${target}`,
    question: `What do clients see of ${verb} ${[target, ...options].join(' ')}?`,
    cells({ fleet }) {
      const asked = service ?? serviceHit(fleet, target);
      const measured = serviceIn(fleet, asked);
      const asking = client ?? clientHit(fleet, measured, target, expect !== undefined);
      const place = placeIn(fleet, 1, asking, () => true, measured);
      const { site, order } = place;
      const first = siteAt(order, 0);
      const next =
        expect === undefined ? siteAt(order, 1) : expect === 'same' || expect === 'nobody' ? undefined : siteNamed(fleet, expect);
      const cell: Cell = {
        name: verb,
        title: `${verb} ${target}`,
        client: place.client,
        ...(asked === undefined ? {} : { service: asked }),
        setUp: [],
        faults: [{ verb, target, options }],
        first,
        after: expect === 'same' || expect === 'nobody' ? expect : 'other-site',
        ...(next === undefined ? {} : { next }),
        phaseSpanMs: phaseSpan(site.bfd),
        ...(next === undefined ? { holdMs: 3000 } : {}),
      };
      return [cell];
    },
  };
}

/**
 * The first client network that the site of a target answers, one of its own before others; undefined where the target is not of a site.
 *
 * @param mayMiss whether nobody need notice
 * @throws UsageError if the site answers nobody first
 */
function clientHit(fleet: Fleet, service: string, target: string, mayMiss: boolean): string | undefined {
  const owners = target.split('--').map((end) => end.split('/')[0]);
  const site = fleet.sites.find(({ name }) => owners.includes(name));
  if (!site) return undefined;
  const answered = fleet.preferences(service).filter(({ order }) => order[0]?.site === site.name);
  const asking = answered.find(({ at }) => at === site.name) ?? answered[0];
  if (asking) return `${asking.at}/${asking.client}`;
  if (mayMiss) return undefined;
  throw new UsageError(`${site.name} answers no client network first: nobody would notice; remedy: --expect same, or a --client`);
}

/** A site that is expected to answer. @throws UsageError with what can be */
function siteNamed({ sites }: Fleet, name: string): string {
  const names = sites.map((site) => site.name);
  if (!names.includes(name)) throw unknownName('site', name, [...names, 'same', 'nobody']);
  return name;
}

/** The service that a target names, `site/service` or `site/host/service`; undefined where it names more or something else. */
function serviceHit(fleet: Fleet, target: string): string | undefined {
  const [siteName, ...rest] = target.split('/');
  const site = fleet.sites.find(({ name }) => name === siteName);
  const name = rest.at(-1);
  if (!site || name === undefined || (rest.length === 1 && site.hosts.some((host) => host.name === name))) return undefined;
  return site.services.find((service) => service.name === name)?.name;
}
