import type { Finding } from './finding';
import { formatFindings } from './format';

/** Thrown where a description has errors; its message lists all of them. */
export class FleetError extends Error {
  public override readonly name = 'FleetError';

  /**
   * @param findings every finding, warnings too
   * @param origin what was read, such as `fleet.yaml`
   */
  public constructor(
    public readonly findings: readonly Finding[],
    origin: string,
  ) {
    super(formatFindings(findings, origin));
  }
}
