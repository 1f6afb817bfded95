import type { Fleet } from '../../../lib/fleet';
import type { Family } from '../../../lib/fleet/addresses/address';

/** A route as somebody sends it who keeps no rule. */
export interface OddRoute {
  readonly prefix: string;
  /** Whole, nearest AS first: the sender does not put its own before it. */
  readonly asPath: readonly number[];
  /** Communities as BIRD writes them in a filter, such as `(65535, 666)`, `(rt, 65000, 1)` or `(65000, 0, 1)`. @default - none */
  readonly communities?: Readonly<Partial<Record<'standard' | 'extended' | 'large', readonly string[]>>>;
}

const attributes = { standard: 'bgp_community', extended: 'bgp_ext_community', large: 'bgp_large_community' } as const;

/**
 * The configuration of a PE that has been taken over: BIRD with all sessions of that PE with others, over which it sends these routes as they
 * are (as a route server does, without its own AS). Test equipment.
 */
export function oddSpeaker(fleet: Fleet, router: string, routes: readonly OddRoute[]): string {
  const sessions = fleet.sessions.filter(({ kind, ends }) => kind !== 'ibgp' && ends.some((end) => end.router === router));
  const families = ([4, 6] as const).filter((family) => sessions.some((session) => session.family === family));
  return [
    `router id ${fleet.networks.flatMap((network) => network.routers).find(({ fullName }) => fullName === router)!.routerId};`,
    'protocol device { scan time 10; }',
    ...families.map((family) => staticOf(family, routes)),
    ...sessions.map(({ kind, family, gtsm, ends: [one, other] }, index) => {
      const [mine, theirs] = one.router === router ? [one, other] : [other, one];
      return `protocol bgp odd${index} {
  local ${mine.address} as ${mine.as};
  neighbor ${theirs.address} as ${theirs.as};
  direct; rs client; hold time 90; connect retry time 1; connect delay time 1; error wait time 1, 1; error forget time 1;
  local role ${kind === 'uplink' ? 'provider' : 'peer'};
  ${gtsm ? 'ttl security on;' : ''}
  ipv${family} { import none; export where source = RTS_STATIC; };
}`;
    }),
  ].join('\n');
}

function staticOf(family: Family, routes: readonly OddRoute[]): string {
  const own = routes.filter(({ prefix }) => prefix.includes(':') === (family === 6));
  return `protocol static odd_routes${family} {\n  ipv${family};\n${own.map(routeLine).join('\n')}\n}`;
}

function routeLine({ prefix, asPath, communities = {} }: OddRoute): string {
  const path = [...asPath].reverse().map((as) => `bgp_path.prepend(${as});`);
  const marks = (['standard', 'extended', 'large'] as const).flatMap((kind) =>
    (communities[kind] ?? []).map((value) => `${attributes[kind]}.add(${value});`),
  );
  return `  route ${prefix} blackhole { ${[...path, ...marks].join(' ')} };`;
}
