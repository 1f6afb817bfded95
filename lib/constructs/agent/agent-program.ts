import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { imageSchema } from '../../contract/kubernetes';
import { constant } from '../objects/constant';

/**
 * Most that the compressed program may have, bytes. A ConfigMap holds 1 MiB (Kubernetes, "ConfigMaps"), but `kubectl apply` keeps the
 * object once more in an annotation of at most 256 KiB, and base64 makes 4 bytes of 3.
 */
const programLimitBytes = 180_000;

/**
 * What runs the failover agent: one of an image, a file, what is installed, or nothing.
 *
 * @example
 * new FailoverAgent(mec, 'agent', { program: AgentProgram.fromImage('registry.example/agent:1') });
 */
export class AgentProgram {
  private constructor(
    /** Which of them it is: what is installed is a file, or nothing. */
    public readonly kind: 'image' | 'file' | 'none',
    /** Image whose entry point is the agent. */
    public readonly image?: string,
    /** File with the bundled program. */
    public readonly file?: string,
  ) {}

  /** An image whose entry point is the agent. */
  public static fromImage(image: string): AgentProgram {
    return new AgentProgram('image', image);
  }

  /** The bundled program in a file, run by the stock Node image from an immutable ConfigMap. */
  public static fromFile(file: string): AgentProgram {
    return new AgentProgram('file', undefined, file);
  }

  /** That of the package `@anycast-mec/agent`; none, with a warning, where it is not installed. */
  public static installed(): AgentProgram {
    const file = installedProgram();
    if (file === undefined) warnOfMissingProgram();
    return new AgentProgram(file === undefined ? 'none' : 'file', undefined, file);
  }

  /** No Deployment: permissions and configuration only. */
  public static none(): AgentProgram {
    return new AgentProgram('none');
  }
}

/** What one of the makers made, also those of another copy of this package, with all that it needs: what is made of nothing would run nothing. */
export const programSchema = z
  .custom<AgentProgram>(isProgram, {
    error: 'AgentProgram.fromImage, fromFile, installed or none',
    params: { remedy: 'Give what one of them makes, or leave it out.' },
    abort: true,
  })
  .superRefine(({ kind, image, file }, context) => {
    const schema = kind === 'image' ? imageSchema : kind === 'file' ? fileSchema : undefined;
    const issues = schema?.safeParse(kind === 'image' ? image : file).error?.issues ?? [];
    for (const { message } of issues) context.addIssue({ code: 'custom', path: [kind], message });
  });

const fileSchema = z.string('the file of the bundled program').min(1, 'the file of the bundled program');

function isProgram(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && ['image', 'file', 'none'].includes(String(value.kind));
}

/** The agent's program as a ConfigMap carries it. */
export interface PackedProgram {
  /** Compressed (gzip), base64. */
  readonly compressed: string;
  /** Ten digits of the program's SHA-256: the ConfigMap is immutable, so another program needs another name. */
  readonly digest: string;
}

/** What starts the compressed program: Node loads no compressed file by itself. */
export const startScript = `const { readFileSync } = require('node:fs');
const { gunzipSync } = require('node:zlib');
const Module = require('node:module');
const agent = new Module('/opt/anycast-mec/agent.js');
agent._compile(gunzipSync(readFileSync(__dirname + '/agent.js.gz')).toString(), agent.id);
`;

/** By path, time and size of the file. */
const known = new Map<string, PackedProgram>();

/** Folder of the package `@anycast-mec/agent`, found once in a process. */
let foundPackage: string | undefined;

/** The bundled program of the package `@anycast-mec/agent`, if it is installed and built. */
function installedProgram(): string | undefined {
  try {
    foundPackage ??= dirname(require.resolve('@anycast-mec/agent/package.json'));
    const file = join(foundPackage, 'build/agent.js');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

let hasWarned = false;

/** Tells once in a process that a site gets no agent, though nobody asked for that: nothing would show it but a failure. */
function warnOfMissingProgram(): void {
  if (hasWarned) return;
  hasWarned = true;
  process.emitWarning(
    "the failover agent gets no Deployment: the package @anycast-mec/agent is not installed; install it, or give 'program': AgentProgram.fromFile, fromImage or none",
    { code: 'ANYCAST_MEC_NO_AGENT' },
  );
}

/**
 * Reads the bundled program.
 *
 * @throws Error if it cannot be read, is empty or is too big for a ConfigMap
 */
export function readProgram(file: string): PackedProgram {
  // Every site of a fleet carries the same program: it is read again only when it changes.
  const { mtimeMs, size } = found(file);
  const key = `${file} ${mtimeMs} ${size}`;
  const before = known.get(key);
  if (before) return before;
  const bytes = readFileSync(file);
  if (bytes.length === 0)
    throw new Error(`program.file = '${file}': it is empty; allowed: the bundled program of the agent; remedy: build it`);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const compressed = gzipSync(bytes, { level: 9 });
  if (compressed.length > programLimitBytes) {
    throw new Error(
      `program.file = '${file}': ${compressed.length} bytes compressed; allowed: at most ${programLimitBytes} (kubectl apply keeps a ConfigMap twice); remedy: minify the bundle, or give an image`,
    );
  }
  const program = constant({ compressed: compressed.toString('base64'), digest });
  known.set(key, program);
  return program;
}

/** What is known of the file without reading it. */
function found(file: string): Stats {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile()) return stats;
  throw new Error(
    `program.file = '${file}': there is no such file; allowed: the bundled program of the agent; remedy: correct the path, or leave 'program' out`,
  );
}
