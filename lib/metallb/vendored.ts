import { createHash } from 'node:crypto';
import { manifestSha256, metallbVersion } from './versions';
import type { MetalLBMode } from './versions';

/** What an operator's copy of an upstream install manifest is. */
export interface VendoredManifest {
  readonly version: string;
  readonly mode: MetalLBMode;
  readonly sha256: string;
}

/**
 * Tells which upstream install manifest a text is, by its checksum.
 *
 * @param manifestText the file as it is, unchanged
 * @throws Error if it is none of the pinned release
 */
export function checkVendored(manifestText: string): VendoredManifest {
  const sha256 = createHash('sha256').update(manifestText).digest('hex');
  const mode = (Object.keys(manifestSha256) as MetalLBMode[]).find((candidate) => manifestSha256[candidate] === sha256);
  if (mode) return { version: metallbVersion, mode, sha256 };
  const allowed = Object.entries(manifestSha256)
    .map(([name, sum]) => `metallb-${name}.yaml ${sum}`)
    .join(', ');
  throw new Error(
    `the MetalLB manifest has SHA-256 ${sha256}, which is no install manifest of MetalLB ${metallbVersion}; ` +
      `allowed: ${allowed}; remedy: bring the unchanged file with 'anycast-mec vendor metallb', and change it with overrides`,
  );
}
