import type { dnsTypes } from './probe-schema';
import type { ProbeKind } from './kind';
import type { ProbeTiming } from './profiles';
import type { AgentGiven } from './agent-schema';
import type { OtherSite, ServiceGiven } from './service-schema';

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
  readonly tls?: { readonly serverName?: string | undefined; readonly caFile?: string | undefined; readonly verify: boolean };
  readonly grpcService: string;
  readonly dns?: { readonly name: string; readonly type: (typeof dnsTypes)[number]; readonly answers: number };
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
  readonly endpoints?: ServiceGiven['endpoints'];
  readonly require: ServiceGiven['require'];
  readonly hostRoutes: boolean;
  readonly actuator: ServiceGiven['actuator'];
  readonly guards: GuardConfig;
  readonly timing: MoveTiming;
  readonly otherSites: readonly OtherSite[];
  readonly overload: ServiceGiven['overload'];
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
  readonly listen: AgentGiven['listen'];
  readonly kubernetes: AgentGiven['kubernetes'];
  readonly frr: AgentGiven['frr'];
  readonly concurrency: number;
  readonly allowExec: boolean;
  readonly actionsPerMinute: number;
  readonly services: readonly ServiceConfig[];
}
