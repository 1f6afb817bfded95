import type { Measurement } from './measurement';

/** What an attack may do to others than the attacker. */
export const harms = ['hijacked', 'reflected', 'routes', 'sessions', 'withdrawals', 'slower'] as const;

/** See {@link harms}. */
export type Harm = (typeof harms)[number];

/** Most that the client beside may become slower: its p99 under the attack, as a multiple of the one before it. */
const slowest = 1.2;

/**
 * Difference of two p99 that the lab cannot tell apart, ms: timers of its senders have a grain of 1 ms, and all routers share one machine.
 * In a quiet lab the p99 of one client differs by up to so much from one span to the next.
 */
const resolutionMs = 3;

interface Bound {
  /** What is to hold, in words. */
  readonly holds: string;
  /** What was seen of it, in a few words. */
  seen(measured: Measurement): string;
  /** Whether it did not hold. */
  isBroken(measured: Measurement): boolean;
}

/** What must hold of each harm, whatever the attack. */
export const bounds: Readonly<Record<Harm, Bound>> = {
  hijacked: {
    holds: 'no request is answered from a wrong place, and none of its packets reaches the attacker',
    seen: ({ hijacked }) => `${hijacked.answers} answers from a wrong place, ${hijacked.packets} packets at the attacker`,
    isBroken: ({ hijacked }) => hijacked.answers + hijacked.packets > 0,
  },
  reflected: {
    holds: 'nobody answers an echo request to a broadcast address',
    seen: ({ reflected }) => `${reflected} echo replies`,
    isBroken: ({ reflected }) => reflected > 0,
  },
  routes: {
    holds: 'no route of the attacker is taken that is not its own to announce',
    seen: ({ routes }) => `${routes} routes taken`,
    isBroken: ({ routes }) => routes > 0,
  },
  sessions: {
    holds: "no session ends but the attacker's",
    seen: ({ sessions }) => (sessions.length ? `${sessions.length} sessions lost: ${sessions.join(', ')}` : '0 sessions lost'),
    isBroken: ({ sessions }) => sessions.length > 0,
  },
  withdrawals: {
    holds: 'no router withdraws a VIP',
    seen: ({ withdrawals }) => `${withdrawals.length} withdrawals`,
    isBroken: ({ withdrawals }) => withdrawals.length > 0,
  },
  slower: {
    holds: `the p99 of the client beside is at most ${slowest} times what it was before; a lost request counts as endless`,
    seen: ({ client }) =>
      `p99 ${msText(client.p99Ms)} (before: ${msText(client.quietP99Ms)}), ${client.unanswered} of ${client.asked} lost`,
    isBroken: ({ client: { p99Ms, quietP99Ms } }) =>
      p99Ms === null || (quietP99Ms !== null && p99Ms > slowest * quietP99Ms && p99Ms - quietP99Ms > resolutionMs),
  },
};

/** The harms that were done. */
export function harmsIn(measured: Measurement): Harm[] {
  return harms.filter((harm) => bounds[harm].isBroken(measured));
}

function msText(ms: number | null): string {
  return ms === null ? 'endless' : `${ms.toFixed(2)} ms`;
}
