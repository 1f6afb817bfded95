/** What a lab notes that runs without the failover agent. Reports tell its runs apart by it. */
export const noAgentNote = 'the failover agent is left out';
