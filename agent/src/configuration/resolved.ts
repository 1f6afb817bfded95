import type { ProbeTiming } from './profiles';
import type { AgentInput } from './agent-schema';
import type { OtherSiteInput, ServiceInput } from './service-schema';

/** Kind of a probe. */
export type ProbeKind = 'tcp' | 'tls' | 'http' | 'grpc' | 'dns' | 'udp' | 'quic' | 'exec';

/** A probe with every default filled in. */
export interface ProbeConfig extends ProbeTiming {
  readonly kind: ProbeKind;
  readonly port: number;
  readonly jitter: number;
  readonly hold: boolean;
  /** Whether a refusal is confirmed by a probe at once, instead of at the next interval. */
  readonly confirmHard: boolean;
  readonly path: string;
  /** Lowest and highest HTTP status that counts as success. */
  readonly status: readonly [number, number];
  readonly body?: RegExp;
  readonly host?: string;
  readonly tls?: { readonly serverName?: string; readonly caFile?: string; readonly verify: boolean };
  readonly grpcService: string;
  readonly dns?: { readonly name: string; readonly type: 'A' | 'AAAA' | 'TXT' | 'NS' | 'SOA'; readonly answers: number };
  readonly udp?: { readonly send: string; readonly expect?: RegExp };
  readonly exec?: readonly string[];
}

/** A further check. */
export interface CheckConfig {
  readonly name: string;
  readonly scope: 'local' | 'shared';
  readonly at?: string;
  readonly probe: ProbeConfig;
}

/** How fast a VIP moves and returns, ms. */
export interface MoveTiming {
  readonly drainMs: number;
  /** Drain before the withdrawal of a site whose failure is hard. */
  readonly hardDrainMs: number;
  readonly verifyMs: number;
  readonly holdDownMs: number;
  readonly holdDownMaxMs: number;
  readonly flapWindowMs: number;
  readonly maxFailures: number;
}

/** When a VIP may be withdrawn. */
export interface GuardConfig {
  readonly lastSite: 'hold' | 'off';
  readonly minimumSites: number;
  readonly maximumShare: number;
  readonly tieBreakMs: number;
  readonly lookTimeoutMs: number;
}

/** A service with every default filled in. */
export interface ServiceConfig {
  /** `namespace/name`. */
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly vips: readonly string[];
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly probe: ProbeConfig;
  readonly checks: readonly CheckConfig[];
  /** Labels of the pods, for the CPU rule and for people. */
  readonly selector: Readonly<Record<string, string>>;
  readonly endpoints?: ServiceInput['endpoints'];
  readonly require: NonNullable<ServiceInput['require']>;
  readonly hostRoutes: boolean;
  readonly actuator: NonNullable<ServiceInput['actuator']>;
  readonly guards: GuardConfig;
  readonly timing: MoveTiming;
  readonly otherSites: readonly OtherSiteInput[];
  readonly overload: { readonly ratio: number; readonly metrics?: string; readonly metric?: string };
  readonly cpu?: { readonly limitMillicores: number; readonly forMs: number };
}

/** The whole configuration with every default filled in. */
export interface AgentConfig {
  readonly site: string;
  readonly mode: 'enforce' | 'shadow';
  readonly hosts: readonly string[];
  readonly metallbNamespace: string;
  readonly lease?: { readonly namespace: string; readonly name: string; readonly renewMs: number; readonly ttlMs: number };
  readonly fieldManager: string;
  readonly routeLabel: string;
  /** Label and annotation by which people ask for maintenance. */
  readonly maintenanceKey: string;
  readonly listen: { readonly address?: string; readonly port: number; readonly status: 'local' | 'all' };
  readonly kubernetes: NonNullable<AgentInput['kubernetes']>;
  readonly frr: { readonly socket: string; readonly as?: number };
  readonly concurrency: number;
  readonly allowExec: boolean;
  readonly actionsPerMinute: number;
  readonly services: readonly ServiceConfig[];
}
