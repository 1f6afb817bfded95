// Bundles the agent, with what it shares with the lab (lib/contract, lib/clients), into one file, agent/build/agent.js, if a source is newer. Also
// jest's global setup.
import { build } from 'esbuild';
import { existsSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const room = dirname(fileURLToPath(import.meta.url));
const output = join(room, 'build/agent.js');
/** What it carries of the library. */
const shared = ['contract', 'clients'].map((name) => join(room, '../lib', name));
/** A ConfigMap holds 1 MiB; `kubectl apply` keeps a second copy in an annotation of 256 KiB, and base64 makes 4 bytes of 3. */
const limitBytes = 180_000;

/** Time of the newest source. */
function newest() {
  const sources = [join(room, 'src'), ...shared].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  const files = [
    ...sources.map((entry) => join(entry.parentPath, entry.name)),
    join(room, 'package.json'),
    fileURLToPath(import.meta.url),
  ];
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

export default async function bundle() {
  if (existsSync(output) && statSync(output).mtimeMs >= newest()) return;
  await build({
    entryPoints: [join(room, 'src/main.ts')],
    outfile: output,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    sourcemap: 'external',
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle();
  // Seen by make as new, also where nothing had to be built.
  utimesSync(output, new Date(), new Date());
  const bytes = readFileSync(output);
  const compressed = gzipSync(bytes, { level: 9 }).length;
  const kib = (size) => `${(size / 1024).toFixed(0)} KiB`;
  console.log(
    `agent/build/agent.js: ${kib(bytes.length)}, ${kib(compressed)} compressed, ${kib((compressed * 4) / 3)} in its ConfigMap of at most 1024 KiB`,
  );
  if (compressed > limitBytes) {
    console.error(`too big: at most ${kib(limitBytes)} compressed, so that kubectl apply takes it`);
    process.exit(1);
  }
}
