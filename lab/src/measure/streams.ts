import type { Service, ServicePort } from 'anycast-mec';
import { probeService } from '../model/probe-service';
import type { RunningLab } from '../model/running-lab';
import type { StreamPlan } from '../probes';
import { spokenAt } from '../services/spoken';
import type { Spoken } from '../services/spoken';
import { portText, streamAt } from '../services/stream';
import { longestAnswerMs } from '../statistics';

/** What a trial asks: each list is one process, so that HTTP does not hold the fast sender up. */
export interface TrialStreams {
  readonly processes: readonly (readonly StreamPlan[])[];
  /** Name of the stream that outages are taken from. */
  readonly primary: string;
  /** Service that the primary stream asks. */
  readonly service: string;
  /** VIPs that are asked. */
  readonly addresses: ReadonlySet<string>;
}

/** Interval of the 64 flows, ms. Node needs 85 % of a core for 64 flows at 10 ms and then loses answers itself; at 50 ms it needs 15 %. */
const flowIntervalMs = 50;
const flowCount = 64;
/** Pace of the primary stream from which a machine counts as slow, ms: less is asked besides, too. */
const slowPaceMs = 5;

/** Time between two requests of a service that is asked in its own protocol, ms; on slow machines of every one. */
const ownPaceMs = { handshake: 50, other: 20, slow: 100 } as const;
const withHandshake: ReadonlySet<Spoken> = new Set<Spoken>(['https', 'h3', 'mqtt', 'mqtts']);

/** What a trial asks for. */
export interface TrialAsking {
  /** Where the client's service is served first: services that it does not serve are not asked. */
  readonly site: string;
  /** See `ProbeRequest.run`. */
  readonly run: number;
  /** Whether 64 flows are sent as well, for ECMP. @default false */
  readonly flows?: boolean;
  /** Interval of the primary stream, ms. From 5 ms on, a pace for slow machines, less is asked. @default 1 */
  readonly paceMs?: number;
  /** Service that outages are taken from. @default - the lab's own, and the first that speaks HTTP */
  readonly service?: string;
}

/**
 * The streams of a trial: UDP, each `paceMs`, and, for ECMP, 64 flows to the lab's own service; HTTP to the first service that speaks it,
 * every 100 ms and 20 ms with new connections and every 100 ms over one that is kept alive. Of another service every port at every VIP
 * is asked in its own protocol.
 *
 * @throws Error if the fleet has nothing to ask
 */
export function streamsFor(lab: Pick<RunningLab, 'fleet' | 'programs'>, asking: TrialAsking): TrialStreams {
  const { service } = asking;
  return service === undefined || service === probeService ? usualStreams(lab, asking) : ownStreams(lab, service, asking);
}

function usualStreams({ fleet }: Pick<RunningLab, 'fleet'>, { site, run, flows, paceMs = 1 }: TrialAsking): TrialStreams {
  const isSlow = paceMs >= slowPaceMs;
  const udp = fleet.services.find((service) => service.name === probeService);
  const http = fleet.services.find((service) => serves(service, site) && portOf(service, 'http'));
  const udpAt = udp && endpointOf(udp, 'echo');
  const httpAt = http && endpointOf(http, 'http');
  if (!udpAt && !httpAt)
    throw new Error(`${site} serves nothing that can be asked: neither ${probeService} nor a service of HTTP`);
  const asked = httpAt && { ...httpAt, kind: 'http' as const, path: '/', timeoutMs: longestAnswerMs };
  const httpPlans: StreamPlan[] = asked
    ? [
        ...(isSlow ? [] : [{ ...asked, name: 'http-20ms', intervalMs: 20, keepAlive: false }]),
        { ...asked, name: 'http-100ms', intervalMs: 100, keepAlive: false },
        { ...asked, name: 'http-kept', intervalMs: 100, keepAlive: true },
      ]
    : [];
  const name = `udp-${paceMs}ms`;
  const primaryPlan: StreamPlan[] = udpAt ? [{ ...udpAt, kind: 'udp', name, intervalMs: paceMs, flows: 1, run }] : [];
  const flowPlan: StreamPlan[] =
    udpAt && flows && !isSlow
      ? [{ ...udpAt, kind: 'udp', name: 'udp-flows', intervalMs: flowIntervalMs, flows: flowCount, run: run + 1 }]
      : [];
  return {
    processes: [primaryPlan, httpPlans, flowPlan].filter((plans) => plans.length),
    primary: (primaryPlan[0] ?? httpPlans[0])?.name ?? '',
    service: (udp ?? http)?.name ?? '',
    addresses: new Set([udpAt?.address, httpAt?.address].filter((address) => address !== undefined)),
  };
}

/** All ports of one service. The first is the one that outages are taken from; the journal has the others beside it. */
function ownStreams(
  { fleet, programs }: Pick<RunningLab, 'fleet' | 'programs'>,
  name: string,
  asking: TrialAsking,
): TrialStreams {
  const { site, run, paceMs = 1 } = asking;
  const service = fleet.service(name);
  if (!service.siteNames.includes(site)) throw new Error(`${site} does not serve ${name}`);
  const isSlow = paceMs >= slowPaceMs;
  const intervalMs = (spoken: Spoken) =>
    isSlow ? ownPaceMs.slow : withHandshake.has(spoken) ? ownPaceMs.handshake : ownPaceMs.other;
  const plans = service.vips.flatMap((vip) =>
    service.ports.map((port) => {
      const stream = `${spokenAt(service, port)} ${portText(port)}${service.vips.length > 1 ? ` (IPv${vip.family})` : ''}`;
      return streamAt(service, vip, port, programs, { name: stream, intervalMs, timeoutMs: longestAnswerMs, run });
    }),
  );
  return {
    processes: [plans],
    primary: plans[0]?.name ?? '',
    service: name,
    addresses: new Set(service.vips.map(({ address }) => address)),
  };
}

function serves(service: Service, site: string): boolean {
  return service.name !== probeService && service.siteNames.includes(site);
}

function portOf(service: Service, spoken: Spoken): ServicePort | undefined {
  return service.ports.find((port) => spokenAt(service, port) === spoken);
}

function endpointOf(service: Service, spoken: Spoken): { address: string; port: number } | undefined {
  const address = service.vips[0]?.address;
  const port = portOf(service, spoken)?.port;
  return address === undefined || port === undefined ? undefined : { address, port };
}
