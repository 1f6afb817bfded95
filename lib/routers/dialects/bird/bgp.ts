import { longestPassword } from '../../../fleet/rules/sessions/password-invalid';
import type { SecretReference } from '../../../fleet/model';
import { secretName } from '../../secrets';
import type { SecretResolver } from '../../secrets';
import { validatesOrigins } from '../../model/outside';
import type { BgpModel, BgpNeighbor, BgpSessionModel, DynamicNeighbors, RouterModel } from '../../model/router-model';
import { exportFilter, importFilter, overrideLines } from './filters';
import { originatedSet } from './routing';
import { block, comment, quoted, quotedNote } from './text';
import type { Symbols } from './text';

/** What the sessions of a router are rendered with. */
export interface BgpContext {
  readonly model: RouterModel;
  readonly bgp: BgpModel;
  readonly symbols: Symbols;
  readonly secrets: SecretResolver;
}

/** One protocol a session, and one a range of hosts. */
export function bgpLines(context: BgpContext): string[] {
  const { bgp } = context;
  const overrides = [...new Set(bgp.neighbors.filter((neighbor) => neighbor.asOverride).map((neighbor) => neighbor.remoteAs))];
  return [
    ...overrides.flatMap((remoteAs) => overrideLines(overrideName(remoteAs), remoteAs, bgp.as)),
    ...bgp.neighbors.flatMap((neighbor) => neighborLines(neighbor, context)),
    ...bgp.dynamic.flatMap((dynamic) => dynamic.ranges.flatMap((range) => dynamicLines(dynamic, range, context))),
  ];
}

function overrideName(remoteAs: number): string {
  return `override_${remoteAs}`;
}

function neighborLines(neighbor: BgpNeighbor, context: BgpContext): string[] {
  const { bgp, model, symbols } = context;
  const name = symbols.of(neighbor.kind, neighbor.address);
  return [
    ...(neighbor.mraiMs > 0
      ? [comment(`BIRD has no time between advertisements (MRAI): ${neighbor.mraiMs} ms asked for, changes are sent at once`)]
      : []),
    ...block(`protocol bgp ${name}`, [
      `description ${quotedNote(neighbor.description)};`,
      `local ${neighbor.localAddress} as ${bgp.as};`,
      `neighbor ${neighbor.address} as ${neighbor.remoteAs};`,
      ...(neighbor.interface === undefined
        ? ['multihop;']
        : ['direct;', `interface ${quoted(neighbor.interface, `an interface name of ${model.fullName}`)};`]),
      'connect retry time 1;',
      'connect delay time 1;',
      ...sessionLines(neighbor, context),
      ...(neighbor.allowAsIn ? ['allow local as 1;'] : []),
      ...(neighbor.reflectorClient ? ['rr client;'] : []),
      ...channelLines(
        neighbor,
        'disable',
        context,
        [
          // As in other daemons, a next hop is never taken for the neighbor's: it is looked up.
          ...(neighbor.interface === undefined ? ['gateway recursive;'] : []),
          ...(neighbor.nextHopSelf ? ['next hop self ebgp;'] : []),
        ],
        neighbor.asOverride ? overrideName(neighbor.remoteAs) : undefined,
        neighbor.siteOfOrigin,
      ),
    ]),
    '',
  ];
}

function dynamicLines(dynamic: DynamicNeighbors, range: string, context: BgpContext): string[] {
  const name = context.symbols.of('hosts', range);
  return [
    ...block(`protocol bgp ${name}`, [
      `description ${quotedNote(dynamic.description)};`,
      `local ${dynamic.localAddress} as ${context.bgp.as};`,
      `neighbor range ${range} as ${dynamic.remoteAs};`,
      `dynamic name "${name}_";`,
      'direct;',
      `interface ${quoted(dynamic.interface, `an interface name of ${context.model.fullName}`)};`,
      ...sessionLines(dynamic, context),
      // A dynamic session that is disabled would only be dialled anew by the host: `restart` closes it the same way.
      ...channelLines(dynamic, 'restart', context, []),
    ]),
    '',
  ];
}

function sessionLines(session: BgpSessionModel, { secrets, model, bgp }: BgpContext): string[] {
  return [
    ...(session.role ? [`local role ${session.role.local};`, ...(session.role.strict ? ['require roles on;'] : [])] : []),
    ...(bgp.comparesMed ? ['med metric on;'] : []),
    `hold time ${seconds(session.timers.holdMs)};`,
    `keepalive time ${seconds(session.timers.keepaliveMs)};`,
    // BIRD's default keeps the paths of a neighbor that is gone for as long as that asked for: FRR asks for 120 s, unless told otherwise.
    `graceful restart ${'gracefulRestart' in session && session.gracefulRestart ? 'aware' : 'off'};`,
    'long lived graceful restart off;',
    // Without these a session that is refused once (BFD not up yet) waits for a minute, and longer each time.
    'error wait time 1, 1;',
    'error forget time 1;',
    ...(session.gtsm ? ['ttl security on;'] : []),
    ...(session.password === undefined ? [] : [`password ${password(session.password, secrets, model)};`]),
    ...(session.bfd ? [`bfd { interval ${session.bfd.intervalMs} ms; multiplier ${session.bfd.multiplier}; };`] : []),
  ];
}

/** BGP timers are whole seconds (RFC 4271 section 4.2). */
function seconds(ms: number): number {
  return Math.round(ms / 1000);
}

function password(reference: SecretReference, secrets: SecretResolver, model: RouterModel): string {
  const what = `the BGP password ${secretName(reference)} of ${model.fullName}`;
  const value = secrets(reference);
  if (value === '' || Buffer.byteLength(value) > longestPassword)
    throw new Error(`${what} is empty or longer than ${longestPassword} bytes, which TCP-MD5 cannot take`);
  return quoted(value, what);
}

function channelLines(
  session: BgpSessionModel,
  limitAction: 'disable' | 'restart',
  { model, symbols }: BgpContext,
  extra: readonly string[],
  override?: string,
  origin?: string,
): string[] {
  return block(
    `ipv${session.family}`,
    [
      ...importFilter(session.importPolicy, session, origin, symbols),
      ...exportFilter(session.exportPolicy, originatedSet(model, session.family), override, origin, symbols),
      // Counted before the filter: a neighbor that sends too much is closed whatever it sends.
      ...(session.maxPrefix === undefined
        ? []
        : ['import keep filtered on;', `receive limit ${session.maxPrefix} action ${limitAction};`]),
      ...(validatesOrigins(session, model) ? ['import table on;'] : []),
      ...extra,
    ],
    '};',
  );
}
