import type { Finding } from './finding';
import { formatFindings } from './format';

/** Key by which an error of any copy of this package is known. */
const errorKey: unique symbol = Symbol.for('anycast-mec.fleet-error') as never;

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

  /** Whether a value is a FleetError, also one of another copy of this package. */
  public static isFleetError(this: void, value: unknown): value is FleetError {
    return typeof value === 'object' && value !== null && errorKey in value;
  }

  /** @internal */
  public get [errorKey](): true {
    return true;
  }
}
