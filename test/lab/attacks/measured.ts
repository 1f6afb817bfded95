import type { Measurement } from '../../../lab/src/attacks/measurement';

/** A measurement in which nothing happened, but this. */
export function measured(but: Partial<Measurement> = {}): Measurement {
  return {
    hijacked: { answers: 0, packets: 0 },
    reflected: 0,
    routes: 0,
    sessions: [],
    withdrawals: [],
    client: { asked: 500, unanswered: 0, quietP99Ms: 2, p99Ms: 2 },
    attacker: { packetsPerS: 3, bitsPerS: 2400, said: 'established' },
    ...but,
  };
}

/** The client beside with these two p99, ms; null: endless. */
export function client(quietP99Ms: number | null, p99Ms: number | null): Pick<Measurement, 'client'> {
  return { client: { asked: 500, unanswered: p99Ms === null ? 400 : 0, quietP99Ms, p99Ms } };
}
