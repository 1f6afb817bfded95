import { milliseconds } from '../../../contract/durations';
import type { Prefix } from '../../addresses/prefix';
import type { SiteDescription } from '../../description/site';
import type { NetworkRouter } from '../../model';
import { interfaceAddresses, nthAddresses } from '../addresses';
import { interfaceName } from '../interface-names';
import type { Plan } from '../plan';
import type { Problems } from '../problems';
import { bfdOf, timersOf } from '../session-values';
import type { BorderPart, ClientPart, SiteOutline, UplinkPart } from './whole-site';

/** What uplinks are derived from. */
export interface UplinkSource {
  readonly borders: readonly BorderPart[];
  readonly clients: readonly ClientPart[];
  readonly routers: ReadonlyMap<string, NetworkRouter>;
  readonly plan: Plan;
  readonly problems: Problems;
}

/** Fewest prefixes a PE accepts where nothing is said: room for a site to grow. */
const leastMaxPrefix = 16;

/** Derives the uplinks of a site; the `index`-th takes the `index`-th /31 and /127 of the site's links. */
export function deriveUplinks(site: SiteOutline, description: SiteDescription, source: UplinkSource): readonly UplinkPart[] {
  const { problems, plan } = source;
  const announced = announcedBy(site, source);
  const perBorder = new Map<string, number>();
  const needsPlan = description.uplinks.some((given) => typeof given === 'string' || !given.addresses);
  const blocks = needsPlan ? plan.site('links', site.number, site.path) : [];
  return description.uplinks.flatMap((given, index) => {
    const detail = typeof given === 'string' ? { to: given } : given;
    const path = `${site.path}.uplinks[${index}]`;
    const pe = source.routers.get(detail.to);
    if (!pe)
      problems.unknownReference(typeof given === 'string' ? path : `${path}.to`, detail.to, 'PE router', peNames(source.routers));
    const wanted = 'border' in detail ? detail.border : undefined;
    const border =
      wanted === undefined
        ? source.borders[index % source.borders.length]
        : source.borders.find((candidate) => candidate.name === wanted);
    if (!border)
      problems.unknownReference(
        `${path}.border`,
        wanted,
        `border router of ${site.name}`,
        source.borders.map((candidate) => candidate.name),
      );
    if (!pe || !border) return [];
    const place = perBorder.get(border.name) ?? 0;
    perBorder.set(border.name, place + 1);
    return [uplinkOf(detail, { path, pe, border, index, place, blocks, announced }, site, source)];
  });
}

interface Place {
  readonly path: string;
  readonly pe: NetworkRouter;
  readonly border: BorderPart;
  readonly index: number;
  readonly place: number;
  readonly blocks: readonly Prefix[];
  readonly announced: number;
}

type UplinkDetail = Exclude<SiteDescription['uplinks'][number], string>;

function uplinkOf(
  detail: UplinkDetail,
  { path, pe, border, index, place, blocks, announced }: Place,
  site: SiteOutline,
  { plan, problems }: UplinkSource,
): UplinkPart {
  const derived = detail.addresses
    ? []
    : blocks.flatMap((block) =>
        plan.within(block, block.bits - 1, index, {
          path,
          what: 'uplinks of a site',
          remedy: 'Give the uplink its `addresses`.',
        }),
      );
  if (!detail.addresses && !derived.length && !plan.has('links')) {
    problems.noAddress(
      `${path}.addresses`,
      `the uplink of ${border.fullName} to ${pe.fullName}`,
      'Give `addresses`, or `plan.links`.',
    );
  }
  const bfd = bfdOf(detail.bfd);
  const uplink = {
    name: `${border.fullName}--${pe.fullName}`,
    path,
    pe,
    borderAddresses: Object.freeze(detail.addresses ? interfaceAddresses(detail.addresses.border) : nthAddresses(derived, 2)),
    peAddresses: Object.freeze(detail.addresses ? interfaceAddresses(detail.addresses.pe) : nthAddresses(derived, 1)),
    borderInterface: detail.interface ?? `uplink${place}`,
    peInterface: interfaceName(`${site.name}-u${index}`),
    ...(detail.password !== undefined && { password: detail.password }),
    ...(bfd && { bfd }),
    gtsm: detail.gtsm ?? true,
    gshut: detail.gshut ?? true,
    asOverride: detail.asOverride ?? false,
    allowAsIn: detail.allowAsIn ?? false,
    maxPrefix: detail.maxPrefix ?? Math.max(leastMaxPrefix, 2 * announced),
    timers: timersOf(detail.timers, site.timers),
    delayMs: detail.delay === undefined ? pe.network.linkDelayMs : milliseconds(detail.delay),
  };
  return { at: border, uplink };
}

function peNames(routers: ReadonlyMap<string, NetworkRouter>): string[] {
  return [...routers.values()].filter((router) => router.role === 'pe').map((router) => router.fullName);
}

/** How many prefixes a site announces: its VIPs, host and client networks and loopbacks. */
function announcedBy(site: SiteOutline, { borders, clients }: UplinkSource): number {
  const vips = site.services.reduce((sum, service) => sum + service.vips.length, 0);
  const ofClients = clients.reduce((sum, client) => sum + client.prefixes.length, 0);
  const loopbacks = borders.reduce((sum, border) => sum + border.loopbacks.length, 0);
  return vips + ofClients + site.lan.length + loopbacks;
}
