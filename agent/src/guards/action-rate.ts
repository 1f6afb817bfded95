import type { GuardAnswer } from '../state';

/** Time over which withdrawals are counted, ms. */
const windowMs = 60_000;

/** At most so many withdrawals a minute by one agent, whatever it believes to see. */
export function actionRate(withdrawals: readonly number[], now: number, perMinute: number): GuardAnswer {
  const recent = withdrawals.filter((at) => now - at < windowMs).length;
  if (recent < perMinute) return { answer: 'allow' };
  return {
    answer: 'hold',
    guard: 'action-rate',
    reason: `${recent} withdrawals in the last minute, at most ${perMinute}: drained only`,
  };
}
