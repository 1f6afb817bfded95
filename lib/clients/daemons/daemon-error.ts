/** A routing daemon refused a command, or did not answer. */
export class DaemonError extends Error {
  public override readonly name = 'DaemonError';

  /**
   * @param path the daemon's socket
   * @param command what it was asked; `connect`: the connection itself
   * @param problem what is wrong, in words
   * @param said what the daemon itself said. @default - it did not answer
   */
  public constructor(
    path: string,
    public readonly command: string,
    problem: string,
    public readonly said?: string,
  ) {
    super(`${path}: '${command}': ${problem}`);
  }
}
