import type { LabNode } from '../network/lab-node';
import { stay } from '../network/lab-node';
import { until } from '../network/until';

/** Where a node's daemons keep their files, as the keeper sees them. */
export interface DaemonFolders {
  /** Sockets and process ids; `/run/frr` in the node. */
  readonly run: string;
  /** Configuration; `/etc/frr` in the node. */
  readonly etc: string;
  /** Configuration of keepalived; `/etc/keepalived` in the node. @default - none */
  readonly keepalived?: string;
}

/** A daemon and the command line that it is started with. */
export interface DaemonCommand {
  readonly daemon: string;
  readonly command: readonly string[];
}

/** Longest start of a node on a busy machine, ms. */
const bootMs = 120_000;

/**
 * What runs first in a node: its own /run, /var/tmp and /etc/frr, the kernel settings and the packet filter, then the daemons, one
 * a line of the arguments. The first alone, since the others look for its socket once and then only after 10 s (zebra); the others at
 * the same time.
 */
const script = `
mount --make-rprivate /
mount -t tmpfs none /var/tmp && mkdir /var/tmp/node && mount --bind "$NODE_FOLDER" /var/tmp/node
mount -t tmpfs none /run && mkdir -p /run/frr "$NODE_FOLDER" && mount --bind /var/tmp/node "$NODE_FOLDER"
mount --bind "$NODE_RUN" /run/frr
test -d /etc/frr && mount --bind "$NODE_ETC" /etc/frr
if test -n "$NODE_KEEPALIVED"; then
  test -d /etc/keepalived || echo "keepalived is not installed (remedy: make setup); it failed"
  mount --bind "$NODE_KEEPALIVED" /etc/keepalived
fi
if test -e "$NODE_ETC/sysctl.conf"; then sysctl -q -e -p "$NODE_ETC/sysctl.conf"; fi
if test -e "$NODE_ETC/nftables.conf"; then nft -f "$NODE_ETC/nftables.conf" || echo "nft failed"; fi
first=yes
while read -r line; do
  test -n "$line" || continue
  if test -n "$first"; then $line || echo "$line failed"; else { $line || echo "$line failed"; } & fi
  first=
done <<END
$NODE_DAEMONS
END
wait
echo started
${stay}`;

/** Boots a node with daemons. Each goes to the background by itself and returns when it runs. @throws Error with what one of them said */
export async function bootDaemons(node: LabNode, daemons: readonly DaemonCommand[], folders: DaemonFolders): Promise<string> {
  const init = await node.boot(script, {
    NODE_FOLDER: node.folder,
    NODE_RUN: folders.run,
    NODE_ETC: folders.etc,
    NODE_KEEPALIVED: folders.keepalived ?? '',
    NODE_DAEMONS: daemons.map(({ command }) => command.join(' ')).join('\n'),
  });
  let ended: number | string | undefined;
  void init.exited.then((code) => (ended = code));
  await until(
    `${node.name} starts ${daemons.map(({ daemon }) => daemon).join(', ')}`,
    bootMs,
    () => {
      if (init.answer().includes('started\n')) return Promise.resolve([]);
      if (ended !== undefined) throw new Error(`${node.name} did not start (${ended}): ${init.said() || 'no output'}`);
      return Promise.resolve([init.said() || 'no output yet']);
    },
    10,
  );
  const said = init.said().replace('started\n', '');
  if (/ failed$/m.test(init.answer())) {
    await node.powerOff();
    throw new Error(`${node.name}: ${said}`);
  }
  return said;
}
