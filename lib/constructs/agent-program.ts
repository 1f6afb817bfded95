import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Stock image that runs the agent's script. */
export const scriptImage = 'node:22-alpine';

/** A ConfigMap holds at most 1 MiB (Kubernetes, "ConfigMaps"); this leaves room for the rest of the object. */
const scriptLimitBytes = 1_000_000;

/** The agent's program as a ConfigMap carries it. */
export interface AgentProgram {
  readonly text: string;
  /** Ten digits of its SHA-256: the ConfigMap is immutable, so another program needs another name. */
  readonly digest: string;
}

/**
 * Reads the bundled program.
 *
 * @throws Error if it cannot be read or is too big for a ConfigMap
 */
export function readProgram(file: string): AgentProgram {
  const bytes = readFileSync(file);
  if (bytes.length > scriptLimitBytes) {
    throw new Error(
      `script = '${file}': ${bytes.length} bytes; allowed: at most ${scriptLimitBytes} (a ConfigMap); remedy: minify the bundle, or give an image`,
    );
  }
  return { text: bytes.toString('utf8'), digest: createHash('sha256').update(bytes).digest('hex').slice(0, 10) };
}
