import type { AgentGiven } from './agent-schema';
import { kindOf } from './kind';
import type { ProbeKind } from './kind';
import { milliseconds } from '../durations';
import { maintenanceKey } from '../labels';
import { canonicalAddress } from '../texts';
import { healthSchema } from './probe-schema';
import type { CheckGiven, HealthGiven, HealthInput } from './probe-schema';
import { probeTiming, profileOf } from './profiles';
import type { AgentConfig, CheckConfig, GuardConfig, MoveTiming, ProbeConfig, ServiceConfig } from './resolved';
import type { OtherSite, ServiceGiven } from './service-schema';

/** The configuration as the agent works with it: times in milliseconds, and what follows from other fields. */
export function resolve({ services, otherSites, lease, $schema: _, ...given }: AgentGiven): AgentConfig {
  return {
    ...given,
    ...(lease && {
      lease: {
        namespace: lease.namespace,
        name: lease.name,
        renewMs: milliseconds(lease.renew),
        ttlMs: milliseconds(lease.ttl),
      },
    }),
    maintenanceKey: maintenanceKey(given.routeLabel),
    services: services.map((service) => serviceOf(service, otherSites)),
  };
}

function serviceOf(
  { health, checks, guards, timing, cpu, otherSites, ...given }: ServiceGiven,
  ofAgent: readonly OtherSite[],
): ServiceConfig {
  return {
    ...given,
    key: `${given.namespace}/${given.name}`,
    vips: given.vips.map(canonicalAddress),
    probe: probeOfGiven(health, given.protocol),
    checks: checks.map((check) => checkOf(check)),
    guards: guardsOf(guards),
    timing: timingOf(timing),
    otherSites: otherSites ?? ofAgent,
    ...(cpu && { cpu: { limitMillicores: cpu.limitMillicores, forMs: milliseconds(cpu.for) } }),
  };
}

/** Kinds of probes that need a listener of TCP. */
const connects: ReadonlySet<ProbeKind> = new Set(['tcp', 'tls', 'http', 'grpc']);

/** A probe as it is written. @throws ZodError if it cannot be used */
export function probeOf(input: HealthInput, protocol?: 'TCP' | 'UDP'): ProbeConfig {
  return probeOfGiven(healthSchema.parse(input), protocol);
}

/** A UDP service whose health is not asked over TCP is not held: there is no connection. */
function probeOfGiven(given: HealthGiven, protocol: 'TCP' | 'UDP' = 'TCP'): ProbeConfig {
  const kind = kindOf(given);
  const profile = profileOf(given.profile);
  const [low = '', high = low] = given.status.split('-');
  const { host, tls, dns, exec, body, udp } = given;
  return {
    kind,
    port: given.port,
    ...probeTiming(given),
    jitter: given.jitter ?? profile.jitter,
    hold: given.hold ?? (connects.has(kind) && (protocol === 'TCP' || kind !== 'tcp') && profile.hold),
    confirmHard: profile.confirmHard,
    path: given.http ?? '/',
    status: [Number(low), Number(high)],
    grpcService: given.grpcService ?? '',
    ...(body !== undefined && { body: new RegExp(body) }),
    ...(host !== undefined && { host }),
    ...(tls && { tls }),
    ...(dns && { dns }),
    ...(udp && { udp: { send: udp.send, ...(udp.expect !== undefined && { expect: new RegExp(udp.expect) }) } }),
    ...(exec && { exec }),
  };
}

function checkOf({ name, scope, at, ...health }: CheckGiven): CheckConfig {
  return { name, scope, ...(at !== undefined && { at }), probe: { ...probeOfGiven(health), hold: false } };
}

function guardsOf({ tieBreak, lookTimeout, ...given }: ServiceGiven['guards']): GuardConfig {
  return { ...given, tieBreakMs: milliseconds(tieBreak), lookTimeoutMs: milliseconds(lookTimeout) };
}

function timingOf({ maxFailures, ...times }: ServiceGiven['timing']): MoveTiming {
  return {
    drainMs: milliseconds(times.drain),
    hardDrainMs: milliseconds(times.hardDrain),
    verifyMs: milliseconds(times.verify),
    holdDownMs: milliseconds(times.holdDown),
    holdDownMaxMs: milliseconds(times.holdDownMax),
    flapWindowMs: milliseconds(times.flapWindow),
    maxFailures,
  };
}
