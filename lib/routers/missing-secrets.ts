import type { FleetModel } from '../fleet/model';
import { secretReferences } from './secret-sources';
import type { SecretResolver } from './secrets';

/** A secret that cannot be had. */
export interface MissingSecret {
  /** `env:NAME` or `file:path`. */
  readonly name: string;
  /** Paths in the description that refer to it. */
  readonly usedBy: readonly string[];
  readonly reason: string;
}

/**
 * The secrets that cannot be had.
 *
 * @param isUsed whether what stands at a path of the description is needed. @default - all
 */
export function missingSecrets(
  fleet: FleetModel,
  secrets: SecretResolver,
  isUsed: (path: string) => boolean = () => true,
): MissingSecret[] {
  return secretReferences(fleet).flatMap(({ reference, name, usedBy }) => {
    if (!usedBy.some(isUsed)) return [];
    try {
      secrets(reference);
      return [];
    } catch (error) {
      return [{ name, usedBy, reason: error instanceof Error ? error.message : String(error) }];
    }
  });
}
