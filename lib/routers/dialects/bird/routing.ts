import type { Family } from '../../../fleet/addresses/address';
import { familyOf } from '../../../fleet/addresses/address';
import type { RouterModel, StaticRoute } from '../../model/router-model';
import { block } from './text';
import type { Symbols } from './text';

/** Most next hops of one route, as Debian builds FRR too. */
const mostPaths = 64;
/** The distance of which every dialect takes the complement: BIRD prefers the higher preference, others the lower distance. */
const worstDistance = 255;

/** The families that the router has addresses in. */
export function familiesOf(model: RouterModel): Family[] {
  const families = new Set(
    [...model.loopbacks, ...model.interfaces.flatMap((entry) => entry.addresses)].map((entry) => entry.family),
  );
  return ([4, 6] as const).filter((family) => families.has(family));
}

/** Interfaces, connected routes and the kernel's tables. */
export function coreLines(model: RouterModel, symbols: Symbols): string[] {
  const families = familiesOf(model);
  return [
    ...block('protocol device', ['scan time 10;']),
    '',
    ...block('protocol direct connected', [
      ...families.flatMap((family) => connectedChannel(family, model, symbols)),
      'check link on;',
    ]),
    '',
    ...families.flatMap((family) => kernelLines(family, model)),
  ];
}

/** Connected routes; those that BGP originates go through its policy. */
function connectedChannel(family: Family, model: RouterModel, symbols: Symbols): string[] {
  const policy = model.bgp?.originated.policies[family];
  if (policy === undefined) return [`ipv${family};`];
  const filter = [`if ${symbols.of('policy', policy)}() then accept;`, 'accept;'];
  return block(`ipv${family}`, block('import filter', filter, '};'), '};');
}

function kernelLines(family: Family, model: RouterModel): string[] {
  const originates = staticNetworks(model, family).length > 0;
  return [
    ...block(`protocol kernel kernel${family}`, [
      'learn off;',
      ...(model.bgp?.multipath ? [`merge paths on limit ${mostPaths};`] : []),
      ...block(
        `ipv${family}`,
        [
          'import none;',
          // The kernel has its connected routes already; an originated prefix is not a route.
          ...block(
            'export filter',
            [
              'if source = RTS_DEVICE then reject;',
              ...(originates ? [`if proto = "originated${family}" then reject;`] : []),
              'accept;',
            ],
            '};',
          ),
        ],
        '};',
      ),
    ]),
    '',
  ];
}

/** Prefixes of a family that BGP originates. */
export function networksOf(model: RouterModel, family: Family): string[] {
  return (model.bgp?.originated.prefixes ?? []).filter((network) => familyOf(network) === family);
}

/** The name of the prefix set of what BGP originates in a family; undefined if nothing. */
export function originatedSet(model: RouterModel, family: Family): string | undefined {
  return networksOf(model, family).length ? `ORIGINATED${family}` : undefined;
}

/** Those of them that are announced whether the interface behind them is up or not. */
function staticNetworks(model: RouterModel, family: Family): string[] {
  return model.bgp?.originated.whileConnected ? [] : networksOf(model, family);
}

/** The set of the prefixes that BGP originates. */
export function originatedSetLines(model: RouterModel): string[] {
  return ([4, 6] as const).flatMap((family) => {
    const set = originatedSet(model, family);
    return set === undefined ? [] : [`define ${set} = [ ${networksOf(model, family).join(', ')} ];`];
  });
}

/** Routes that stand for prefixes that BGP originates and that follow no interface. */
export function originatedLines(model: RouterModel, symbols: Symbols): string[] {
  return ([4, 6] as const).flatMap((family) => {
    const networks = staticNetworks(model, family);
    const policy = model.bgp?.originated.policies[family];
    if (networks.length === 0 || policy === undefined) return [];
    return [
      ...block(`protocol static originated${family}`, [
        ...block(
          `ipv${family}`,
          block('import filter', [`if ${symbols.of('policy', policy)}() then accept;`, 'reject;'], '};'),
          '};',
        ),
        ...networks.map((network) => `route ${network} blackhole;`),
      ]),
      '',
    ];
  });
}

/** Static routes: one protocol a family and distance. Next hops of one prefix share the load. */
export function staticLines(model: RouterModel): string[] {
  const groups = groupBy(model.statics, (route) => `${familyOf(route.prefix)}_${route.distance}`);
  return [...groups].flatMap(([name, routes]) => staticProtocol(name, routes));
}

function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return groups;
}

function staticProtocol(name: string, routes: readonly StaticRoute[]): string[] {
  const [first] = routes;
  if (!first) return [];
  const byPrefix = groupBy(routes, (route) => route.prefix);
  return [
    ...block(`protocol static statics${name}`, [
      'check link on;',
      `ipv${familyOf(first.prefix)} { preference ${Math.max(1, worstDistance - first.distance)}; };`,
      ...[...byPrefix].map(([prefix, hops]) => `route ${prefix} ${hops.map((hop) => `via ${hop.via}`).join(' ')};`),
    ]),
    '',
  ];
}
