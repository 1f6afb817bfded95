/** Thrown where a command is called wrongly; the exit code is 2. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}
