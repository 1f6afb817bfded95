import type { SiteLook } from '../guards';
import type { Phase } from 'anycast-mec/contract';
import { heldDownUntil, routeOf } from '../state';
import type { Route, Verdict } from '../state';
import type { PastTransition, ServiceAgent, VipMachine } from '../service';
import type { Outside } from '../sites';

/** Where one route stands, as `/status` gives it. */
export interface RouteStatus {
  /** Absent: the whole site. */
  readonly host?: string;
  readonly phase: Phase;
  readonly wanted: Route;
  readonly observed: Route | 'unknown';
  readonly forMs: number;
  readonly reason: string;
  readonly holdDownMs: number;
  readonly history: readonly PastTransition[];
}

/** Where one service stands. */
export interface ServiceStatus {
  readonly service: string;
  readonly vips: readonly string[];
  readonly verdict: Verdict;
  readonly site: RouteStatus;
  readonly hosts: readonly RouteStatus[];
  readonly endpoints: readonly {
    readonly address: string;
    readonly host?: string;
    readonly status: string;
    readonly reason: string;
    /** Why it cannot be probed: an error of the agent, its machine or its configuration. */
    readonly problem?: string;
  }[];
  readonly otherSites: readonly (Omit<SiteLook, 'lookedAt'> & { readonly agoMs: number | undefined })[];
  /** Whether other sites see this one. */
  readonly outside: Outside;
  readonly announcingNodes: readonly string[];
}

/** Where everything stands. */
export interface AgentStatus {
  readonly site: string;
  readonly mode: 'enforce' | 'shadow';
  readonly leads: boolean;
  readonly holder?: string;
  readonly configProblem?: string;
  readonly services: readonly ServiceStatus[];
}

/** The status of one service. */
export function statusOf(agent: ServiceAgent, announcingNodes: readonly string[]): ServiceStatus {
  const now = performance.now();
  return {
    service: agent.service.key,
    vips: agent.service.vips,
    verdict: agent.evidence.verdict(),
    site: routeStatus(agent, agent.machines.site, now),
    hosts: [...agent.machines.hosts.values()].map((machine) => routeStatus(agent, machine, now)),
    endpoints: agent.evidence.monitor.endpointHealth().map(({ endpoint, health: { status, reason, problem } }) => ({
      ...endpoint,
      status,
      reason,
      ...(problem !== undefined && { problem }),
    })),
    outside: agent.sites.outside.now,
    otherSites: agent.sites.looks.all.map(({ site, says, lookedAt, seesUs }) => ({
      site,
      says,
      ...(seesUs !== undefined && { seesUs }),
      agoMs: Number.isFinite(lookedAt) ? Math.round(now - lookedAt) : undefined,
    })),
    announcingNodes,
  };
}

function routeStatus(agent: ServiceAgent, machine: VipMachine, now: number): RouteStatus {
  const { phase, since, reason } = machine.state;
  return {
    ...(machine.target.host !== undefined && { host: machine.target.host }),
    phase,
    wanted: routeOf(machine.state),
    observed: agent.observed(machine) ?? 'unknown',
    forMs: Math.round(now - since),
    reason,
    holdDownMs: Math.max(0, Math.round((heldDownUntil(machine.state) ?? now) - now)),
    history: machine.history,
  };
}
