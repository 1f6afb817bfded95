/** Where a VIP stands, at its site or at one host, as the failover agent tells it. */
export const phases = [
  'INIT',
  'UP',
  'SUSPECT',
  'DRAINING',
  'DOWN',
  'PROBATION',
  'MAINTENANCE',
  'OVERLOADED',
  'HELD',
  'FROZEN',
] as const;

/** See {@link phases}. */
export type Phase = (typeof phases)[number];
