import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cpioArchive } from './cpio';
import type { ArchiveEntry } from './cpio';
import type { DebianKernel } from './debian-kernel';
import { neededModules } from './guest-plan';
import type { Share } from './guest-plan';
import { inLoadingOrder } from './kernel-modules';

/** Statically linked, so that it runs before there is any library: Debian's package `busybox-static`. */
const busybox = '/bin/busybox';

/** Folders of the guest's own that begin empty, in memory. */
const ownFolders = ['run', 'tmp', 'var', 'var/tmp', 'var/log', 'var/lib', 'root', 'proc', 'sys', 'dev', 'mnt'];

/**
 * The guest's first root (initramfs): loads modules, builds the real root in memory out of the shared folders, and hands over to `start`.
 *
 * Every share is mounted by itself and never the whole of `/`: a mount over a folder that is shared live can vanish when the
 * folder changes outside. `/etc` is copied on write, since the lab writes into copies of it.
 *
 * @param start shell commands that run last, as the first process
 */
export function firstRoot(kernel: DebianKernel, shares: readonly Share[], start: string): Buffer {
  const modules = inLoadingOrder(neededModules, kernel.modules);
  const entries: ArchiveEntry[] = [
    ...['bin', 'modules', 'proc', 'sys', 'dev', 'new'].map((path): ArchiveEntry => ({ path, kind: 'folder' })),
    { path: 'bin/busybox', kind: 'file', content: readFileSync(busybox) },
    ...modules.map((file): ArchiveEntry => ({ path: `modules/${basename(file)}`, kind: 'file', content: readFileSync(file) })),
    { path: 'init', kind: 'file', content: Buffer.from(initScript(modules, shares, start)) },
  ];
  return gzipSync(cpioArchive(entries), { level: 1 });
}

/** Tag of the nth share on the virtio bus. */
export function shareTag(index: number): string {
  return `share${index}`;
}

function initScript(modules: readonly string[], shares: readonly Share[], start: string): string {
  const mounts = shares.map(({ path, at = path, writable }, index) => {
    const options = `trans=virtio,version=9p2000.L,msize=512000,${writable ? 'rw,cache=none' : 'ro,cache=loose'}`;
    return `mkdir -p '/new${quoted(at)}' && mount -t 9p -o ${options} ${shareTag(index)} '/new${quoted(at)}'`;
  });
  return `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs devtmpfs /dev
echo 1 > /proc/sys/kernel/printk
${modules.map((file) => `insmod /modules/${basename(file)} || echo "no module ${basename(file)}"`).join('\n')}
mount -t tmpfs -o size=75% root /new
cd /new && mkdir -p ${ownFolders.join(' ')} usr etc mnt/etc mnt/upper mnt/work && cd /
for name in bin sbin lib lib32 lib64 libx32; do ln -s usr/$name /new/$name; done
ln -s ../run /new/var/run
chmod 1777 /new/tmp /new/var/tmp
${mounts.join('\n')}
mount -t overlay -o lowerdir=/new/mnt/etc,upperdir=/new/mnt/upper,workdir=/new/mnt/work overlay /new/etc
cat > /new/mnt/start <<'END_OF_START'
${start}
END_OF_START
for name in proc sys dev; do mount --move /$name /new/$name; done
mkdir -p /new/dev/pts /new/dev/shm && mount -t devpts devpts /new/dev/pts && mount -t tmpfs tmpfs /new/dev/shm
exec switch_root /new /bin/sh /mnt/start
`;
}

/** Inside single quotes of a shell. */
function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}
