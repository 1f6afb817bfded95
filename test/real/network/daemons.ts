import { once } from 'node:events';
import type { Lab } from './lab';
import { until } from './until';

/**
 * What runs first in a node: its own /run, /var/tmp and /etc/frr, the kernel settings and packet filter, then the daemons named as
 * arguments. It stays as the first process of the node's PID namespace, so that its end is the end of all.
 */
const init = `
mount --make-rprivate /
mount -t tmpfs none /run && mkdir /run/frr && mount --bind "$NODE_RUN" /run/frr
mount -t tmpfs none /var/tmp
test -d /etc/frr && mount --bind "$NODE_ETC" /etc/frr
if test -e "$NODE_ETC/sysctl.conf"; then sysctl -q -e -p "$NODE_ETC/sysctl.conf"; fi
if test -e "$NODE_ETC/nftables.conf"; then nft -f "$NODE_ETC/nftables.conf" || echo "nft failed"; fi
for daemon in "$@"; do
  case "$daemon" in
    bird) bird -c "$NODE_ETC/bird.conf" -s "$NODE_RUN/bird.ctl" -P "$NODE_RUN/bird.pid" || echo "bird failed" ;;
    *) "/usr/lib/frr/$daemon" -d -A 127.0.0.1 || echo "$daemon failed" ;;
  esac
done
echo started
exec sleep infinity
`;

/** Starts daemons in a node; returns when each has said that it runs. */
export async function startDaemons(
  lab: Lab,
  node: string,
  daemons: readonly string[],
  folders: { run: string; etc: string },
): Promise<void> {
  const isolation = [
    '--net=/run/netns/' + lab.namespace(node),
    'unshare',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
  ];
  const { child, said } = lab.start('nsenter', [...isolation, 'sh', '-c', init, 'init', ...daemons], {
    NODE_RUN: folders.run,
    NODE_ETC: folders.etc,
  });
  const gone = once(child, 'exit').then(() => {
    if (!said().includes('started')) throw new Error(`${node} did not start: ${said()}`);
  });
  gone.catch(() => undefined);
  await Promise.race([
    gone,
    until(`${node} starts ${daemons.join(', ')}`, 20_000, () =>
      Promise.resolve(said().includes('started') ? [] : [said() || 'no output yet']),
    ),
  ]);
  if (said().includes(' failed')) throw new Error(`${node}: ${said()}`);
}
