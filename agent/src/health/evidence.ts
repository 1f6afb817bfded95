/**
 * What one probe says. `ok` and `overloaded` (answered 429) are signs of life; `soft` may be slowness; `hard` comes from a kernel
 * that has no such listener any more; `none` says nothing of the application, because the error was ours.
 */
export type EvidenceClass = 'ok' | 'overloaded' | 'soft' | 'hard' | 'none';

/** The result of a probe, or the end of a held connection. */
export interface Evidence {
  readonly class: EvidenceClass;
  /** Such as `refused`, `timeout`, `status 503`. */
  readonly reason: string;
  /** When the probe began, monotonic ms. */
  readonly startedAt: number;
  /** How long it took, ms. */
  readonly tookMs: number;
}

/** What a probe itself returns. */
export type Outcome = Pick<Evidence, 'class' | 'reason'>;

/** Errors of this machine: no route of its own, no file descriptors, no buffers, no ports left. */
const local = new Set([
  'ENETUNREACH',
  'ENETDOWN',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'EAI_AGAIN',
]);

const hard: Readonly<Record<string, string>> = { ECONNREFUSED: 'refused', ECONNRESET: 'reset', EPIPE: 'reset' };

/** What HTTP/2 says of a stream whose connection failed; why, it says in `cause`. */
const streamCanceled = 'ERR_HTTP2_STREAM_CANCEL';

/** Sorts an error of a socket into its class. */
export function outcomeOfError(error: unknown): Outcome {
  const { code = '', cause } = error as NodeJS.ErrnoException;
  if (code === streamCanceled && cause !== undefined) return outcomeOfError(cause);
  const reset = hard[code];
  if (reset !== undefined) return { class: 'hard', reason: reset };
  if (local.has(code)) return { class: 'none', reason: `local ${code}` };
  if (code === 'ETIMEDOUT') return { class: 'soft', reason: 'timeout' };
  return { class: 'soft', reason: code === '' ? (error as Error).message : code };
}

/** Success. */
export const ok: Outcome = { class: 'ok', reason: 'answers' };
/** No answer in time. */
export const timeout: Outcome = { class: 'soft', reason: 'timeout' };
/** A probe that throws says nothing of the application: the agent or its configuration is at fault, and people must know. */
export function outcomeOfThrown(error: unknown): Outcome {
  return { class: 'none', reason: `the probe cannot be made: ${(error as Error).message}` };
}

/** The agent itself was late: its event loop stood, so the missing answer says nothing. */
export const late: Outcome = { class: 'none', reason: 'the agent itself was late' };
