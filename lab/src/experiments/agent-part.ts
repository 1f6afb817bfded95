import type { Fleet } from 'anycast-mec';
import { askedOf, detectionBudget, probeOf } from 'anycast-mec/contract';
import type { FailureKind } from 'anycast-mec/contract';

/**
 * Longest time from a failure of a service until the failover agent has set the label, ms: the budget that the agent itself has of the
 * service's health in the fleet. Of several checks the slowest counts. What a program of the operator's sets besides
 * (`settings`) is not known here.
 */
export function agentPartMs(fleet: Fleet, service: string, failure: FailureKind): number {
  const { checks } = fleet.service(service);
  const worst = checks.map(({ health, port = 1, sees: [seen] }) => {
    const probe = probeOf({ ...askedOf(health), port }, seen?.protocol);
    return detectionBudget({ key: service, probe }).failures.find(({ kind }) => kind === failure)?.worstMs ?? 0;
  });
  return Math.max(...worst);
}
