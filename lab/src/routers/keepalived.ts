import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouterFile } from 'anycast-mec';
import type { LabNode } from '../network/lab-node';
import type { DaemonCommand } from './boot';

/** Name of the daemon, and of its configuration's folder below /etc. */
export const keepalived = 'keepalived';
const mainFile = 'keepalived.conf';

/** keepalived of a border that shares gateways with another. */
export interface Keepalived {
  /** Becomes /etc/keepalived in the node: of root alone, or keepalived would not run its check. */
  readonly folder: string;
  readonly command: DaemonCommand;
}

/** Writes the files of keepalived; undefined where a router has none. */
export function prepareKeepalived(node: LabNode, files: readonly RouterFile[]): Keepalived | undefined {
  const own = files.filter(({ path }) => path === mainFile || path === 'check-router');
  if (!own.some(({ path }) => path === mainFile)) return undefined;
  const folder = join(node.folder, keepalived);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { path, content, mode } of own) writeFileSync(join(folder, path), content, { mode });
  // VRRP alone; it goes to the background by itself and speaks to syslog, which a node has not.
  return { folder, command: { daemon: keepalived, command: [keepalived, '--vrrp', '-f', `/etc/keepalived/${mainFile}`] } };
}

/**
 * Has keepalived itself check the files of a router, in a node that has its interfaces.
 *
 * @returns what it refuses or remarks; undefined where it takes everything, or there are no files of it
 */
export async function keepalivedTest(node: LabNode, files: readonly RouterFile[]): Promise<string | undefined> {
  const own = prepareKeepalived(node, files);
  if (!own) return undefined;
  // It looks for the check where that is to be, and refuses one that others than root may change.
  const script = 'mount --make-rprivate / && mount --bind "$1" /etc/keepalived && exec keepalived --config-test -f "$2"';
  const { code, out, err } = await node.run('unshare', [
    '--mount',
    'sh',
    '-c',
    script,
    'sh',
    own.folder,
    `/etc/keepalived/${mainFile}`,
  ]);
  const said = `${out}${err}`.trim();
  return code === 0 && said === '' ? undefined : `code ${code}: ${said || 'nothing said'}`;
}
