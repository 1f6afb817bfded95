import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, run } from '../../network/run';
import { startProcess } from '../../network/node-process';
import { until } from '../../network/until';

/** Longest time to start containerd, ms. */
const startWithinMs = 30_000;

/**
 * Imports images once for all hosts: the folder of a containerd that holds and has unpacked them. Hosts mount what is in it and
 * copy its small indexes, see the script of the host's first process.
 *
 * @param folder where it is made; must not exist, and not be on an overlay
 * @param files image files, OCI layouts in tar
 * @returns the root folder of containerd
 * @throws Error with what containerd said
 */
export async function prepareImages(folder: string, files: readonly string[]): Promise<string> {
  const root = join(folder, 'root');
  const socket = join(folder, 'c.sock');
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'containerd.toml');
  writeFileSync(config, configuration(root, join(folder, 'state'), socket));
  const daemon = startProcess('containerd', ['--config', config]);
  const ctr = ['--address', socket, '--namespace', 'k8s.io'];
  try {
    await answers(daemon, socket);
    for (const file of files) await must('ctr', [...ctr, 'images', 'import', file], { timeoutMs: 300_000 });
  } finally {
    daemon.kill('SIGTERM');
    await daemon.exited;
  }
  return root;
}

function configuration(root: string, state: string, socket: string): string {
  return `version = 2
root = "${root}"
state = "${state}"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "${socket}"
[debug]
  level = "warn"
`;
}

async function answers(daemon: ReturnType<typeof startProcess>, socket: string): Promise<void> {
  let ended = false;
  void daemon.exited.then(() => (ended = true));
  const differences = async () => {
    const { code, err } = await run('ctr', ['--address', socket, '--connect-timeout', '1s', 'version']);
    if (code === 0) return [];
    if (ended) throw new Error(`containerd has ended: ${err}${daemon.said()}`);
    return [`${err}${daemon.said()}`];
  };
  await until('containerd answers', startWithinMs, differences, 100);
}
