import { detectionBudget } from 'anycast-mec/contract';
import type { AgentConfig, FailureKind } from 'anycast-mec/contract';

/**
 * Longest time from a failure of a service until the failover agent of a site has set the label, ms: the budget that the agent has of
 * itself, by what it is told. Of several checks the slowest counts.
 *
 * @param agent that of the site; undefined: it has none
 * @returns undefined where no agent acts on the service
 */
export function agentPartMs(agent: AgentConfig | undefined, service: string, failure: FailureKind): number | undefined {
  const watched = agent?.mode === 'enforce' ? agent.services.find(({ name }) => name === service) : undefined;
  if (!watched) return undefined;
  return detectionBudget(watched).failures.find(({ kind }) => kind === failure)?.worstMs;
}
