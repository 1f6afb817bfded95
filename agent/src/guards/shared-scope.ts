/** A check of a dependency, as it stands. */
export interface ScopedCheck {
  readonly name: string;
  readonly scope: 'local' | 'shared';
  readonly failed: boolean;
  /** The last probes all ended in local errors. */
  readonly blind: boolean;
}

/**
 * Why a VIP must not be moved now: a dependency that other sites share has failed, so they are no better; or the agent itself
 * cannot see. Undefined: what it sees counts.
 */
export function sharedFailure(checks: readonly ScopedCheck[]): string | undefined {
  const shared = checks.find((check) => check.scope === 'shared' && check.failed);
  if (shared) return `'${shared.name}', which other sites share, fails`;
  const seeing = checks.filter((check) => check.scope === 'local');
  if (seeing.length > 0 && seeing.every((check) => check.blind)) return 'no probe can be made here (local errors)';
  return undefined;
}
