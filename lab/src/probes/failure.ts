/** What may become of a request that was not answered as it should be. `limited` is an answer (429) of the rate limiter, no loss of the route. */
export const failureClasses = ['refused', 'unreachable', 'reset', 'timeout', '5xx', 'limited', 'wrong-site', 'other'] as const;

/** See {@link failureClasses}. */
export type FailureClass = (typeof failureClasses)[number];

const ofErrors: Readonly<Record<string, FailureClass>> = {
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
};

/** Class of an error of a socket by its code. */
export function failureOfError(error: NodeJS.ErrnoException): FailureClass {
  return ofErrors[error.code ?? ''] ?? 'other';
}

/** Class of an HTTP status; undefined where it is a success. */
export function failureOfStatus(status: number): FailureClass | undefined {
  if (status === 429) return 'limited';
  if (status >= 500) return '5xx';
  return status >= 200 && status < 300 ? undefined : 'other';
}
