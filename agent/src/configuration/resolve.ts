import type { AgentInput } from './agent-schema';
import { milliseconds } from './durations';
import type { CheckInput, HealthInput } from './probe-schema';
import { profiles } from './profiles';
import type { AgentConfig, CheckConfig, GuardConfig, MoveTiming, ProbeConfig, ProbeKind, ServiceConfig } from './resolved';
import type { OtherSiteInput, ServiceInput } from './service-schema';

/** Fills in every default. */
export function resolve(input: AgentInput): AgentConfig {
  const routeLabel = input.routeLabel ?? 'anycast-mec.io/route';
  const prefix = routeLabel.slice(0, routeLabel.indexOf('/'));
  return {
    site: input.site ?? 'this site',
    mode: input.mode ?? 'enforce',
    hosts: input.hosts,
    metallbNamespace: input.metallbNamespace ?? 'metallb-system',
    ...(input.lease && {
      lease: {
        namespace: input.lease.namespace,
        name: input.lease.name,
        renewMs: milliseconds(input.lease.renew ?? '2s'),
        ttlMs: milliseconds(input.lease.ttl ?? '6s'),
      },
    }),
    fieldManager: input.fieldManager ?? 'anycast-mec-agent',
    routeLabel,
    maintenanceKey: `${prefix}/maintenance`,
    listen: {
      ...(input.listen?.address !== undefined && { address: input.listen.address }),
      port: input.listen?.port ?? 9470,
      status: input.listen?.status ?? 'local',
    },
    kubernetes: input.kubernetes ?? {},
    frr: { socket: input.frr?.socket ?? '/var/run/frr/bgpd.vty', ...(input.frr?.as !== undefined && { as: input.frr.as }) },
    concurrency: input.concurrency ?? 512,
    allowExec: input.allowExec ?? false,
    actionsPerMinute: input.actionsPerMinute ?? 10,
    services: input.services.map((service) => serviceOf(service, input.otherSites ?? [])),
  };
}

function serviceOf(input: ServiceInput, otherSites: readonly OtherSiteInput[]): ServiceConfig {
  return {
    key: `${input.namespace}/${input.name}`,
    name: input.name,
    namespace: input.namespace,
    vips: input.vips,
    port: input.port,
    protocol: input.protocol,
    probe: probeOf(input.health, input.protocol),
    checks: (input.checks ?? []).map((check) => checkOf(check)),
    selector: input.selector ?? {},
    ...(input.endpoints && { endpoints: input.endpoints }),
    require: input.require ?? 'any',
    hostRoutes: input.hostRoutes ?? true,
    actuator: input.actuator ?? 'metallb-label',
    guards: guardsOf(input.guards),
    timing: timingOf(input.timing),
    otherSites: input.otherSites ?? otherSites,
    overload: { ...input.overload, ratio: input.overload?.ratio ?? 0.1 } as ServiceConfig['overload'],
    ...(input.cpu && { cpu: { limitMillicores: input.cpu.limitMillicores, forMs: milliseconds(input.cpu.for ?? '10s') } }),
  };
}

/** Kinds of probes that need a listener of TCP. */
const connects: ReadonlySet<ProbeKind> = new Set(['tcp', 'tls', 'http', 'grpc']);

/** What is given says what is asked; a TCP connection over which TLS is spoken is a probe of TLS. */
function kindOf(input: HealthInput): ProbeKind {
  if (input.probe === 'tcp' && input.tls) return 'tls';
  if (input.probe !== undefined) return input.probe;
  if (input.http !== undefined) return 'http';
  if (input.grpcService !== undefined) return 'grpc';
  return (['dns', 'udp', 'quic', 'tls'] as const).find((kind) => input[kind] !== undefined) ?? 'tcp';
}

/** Fills in a probe. A UDP service whose health is not asked over TCP is not held: there is no connection. */
export function probeOf(input: HealthInput, protocol: 'TCP' | 'UDP' = 'TCP'): ProbeConfig {
  const kind = kindOf(input);
  const base = profiles[input.profile ?? 'normal'];
  const everyMs = input.every === undefined ? base.everyMs : milliseconds(input.every);
  const fall = input.fall ?? base.fall;
  const [low = '200', high = low] = (input.status ?? '200-399').split('-');
  return {
    kind,
    port: input.port,
    everyMs,
    inDoubtMs: input.inDoubt === undefined ? Math.min(base.inDoubtMs, everyMs) : milliseconds(input.inDoubt),
    // Who asks more often than the profile waits no longer than fits.
    timeoutMs: input.timeout === undefined ? Math.min(base.timeoutMs, everyMs * fall) : milliseconds(input.timeout),
    fall,
    hardFall: input.hardFall ?? Math.min(base.hardFall, fall),
    rise: input.rise ?? base.rise,
    jitter: input.jitter ?? (input.profile === 'thesis' ? 0 : 0.1),
    hold: input.hold ?? (connects.has(kind) && (protocol === 'TCP' || kind !== 'tcp') && input.profile !== 'thesis'),
    confirmHard: input.profile !== 'thesis',
    path: input.http ?? '/',
    status: [Number(low), Number(high)],
    ...(input.body !== undefined && { body: new RegExp(input.body) }),
    ...(input.host !== undefined && { host: input.host }),
    ...(input.tls && { tls: { ...input.tls, verify: input.tls.verify ?? true } as NonNullable<ProbeConfig['tls']> }),
    grpcService: input.grpcService ?? '',
    ...(input.dns && { dns: { name: input.dns.name, type: input.dns.type ?? 'A', answers: input.dns.answers ?? 1 } }),
    ...(input.udp && {
      udp: { send: input.udp.send, ...(input.udp.expect !== undefined && { expect: new RegExp(input.udp.expect) }) },
    }),
    ...(input.exec && { exec: input.exec }),
  };
}

function checkOf(input: CheckInput): CheckConfig {
  const { name, scope, at, ...health } = input;
  return { name, scope: scope ?? 'local', ...(at !== undefined && { at }), probe: { ...probeOf(health), hold: false } };
}

function guardsOf(input: ServiceInput['guards'] = {}): GuardConfig {
  return {
    lastSite: input.lastSite ?? 'hold',
    minimumSites: input.minimumSites ?? 1,
    maximumShare: input.maximumShare ?? 0.5,
    tieBreakMs: milliseconds(input.tieBreak ?? '300ms'),
    lookTimeoutMs: milliseconds(input.lookTimeout ?? '300ms'),
  };
}

function timingOf(input: ServiceInput['timing'] = {}): MoveTiming {
  return {
    drainMs: milliseconds(input.drain ?? '500ms'),
    hardDrainMs: milliseconds(input.hardDrain ?? '0ms'),
    verifyMs: milliseconds(input.verify ?? '500ms'),
    holdDownMs: milliseconds(input.holdDown ?? '10s'),
    holdDownMaxMs: milliseconds(input.holdDownMax ?? '300s'),
    flapWindowMs: milliseconds(input.flapWindow ?? '10m'),
    maxFailures: input.maxFailures ?? 6,
  };
}
