/** The steps of a failover in the order in which they pass, by what does them: what a budget allows for, and what the lab measures. */
export const budgetPhases = [
  'agent-acts',
  'label-to-update',
  'debounce',
  'reload',
  'detection',
  'border-decides',
  'other-border-decides',
  'pe-decides',
  'border-decides-again',
  'border-installs',
  'pe-installs',
  'gateway-takeover',
] as const;

/** See {@link budgetPhases}. */
export type BudgetPhaseId = (typeof budgetPhases)[number];
