import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { debianVersion, machineLayers } from './debian-program';
import type { LayerEntry } from './layer';
import { librariesOf, machineFile } from './machine-files';
import type { RecipeMaker } from './recipe';

/** Where Debian has FRR's daemons and scripts. */
const folder = '/usr/lib/frr';
const daemons = ['zebra', 'bgpd', 'bfdd', 'staticd', 'watchfrr'];
const scripts = ['frr-reload.py', 'frrcommon.sh', 'watchfrr.sh'];
/** Debian's Python, which FRR's reload script is written in: a link to the program of a version. */
const python = '/usr/bin/python3';

/** Users as in the image of the FRR project: MetalLB's manifest names their numbers. */
const [user, group, vtyGroup] = [100, 101, 102];

/** What starts the daemons in the image of the FRR project: the enabled ones, under their watchdog. */
const start = `#!/bin/bash
source ${folder}/frrcommon.sh
exec ${folder}/watchfrr $(daemon_list)
`;

/** What the scripts of FRR and MetalLB run besides: busybox is each of them. */
const applets =
  `awk basename cat chmod chown cp cut date dirname env expr flock grep head id kill ln ls mkdir mktemp mv pidof printf ps pwd rm sed
sh sleep sort tail tee test touch tr uname wc xargs`.split(/\s+/);

/** FRR with its watchdog, shell and reload script, as MetalLB's mode frr runs it at each host. */
export const frr: RecipeMaker = async () => {
  const { debian, upstream } = await debianVersion('frr');
  await debianVersion('frr-pythontools');
  const program = `${folder}/docker-start`;
  const interpreter = await realpath(python);
  const same = (source: string) => ({ source, path: source });
  return {
    layers: await machineLayers(
      [
        ...daemons.map((daemon) => same(`${folder}/${daemon}`)),
        ...['/usr/bin/vtysh', '/usr/bin/bash', interpreter].map(same),
        { source: '/usr/bin/tini', path: '/sbin/tini' },
        { source: '/usr/bin/busybox', path: '/usr/bin/busybox' },
      ],
      [
        ...(await Promise.all(scripts.map((script) => machineFile(`${folder}/${script}`)))),
        ...(await libraryOf(interpreter)),
        await permitting(),
        { kind: 'text', path: '/etc/pam.d/frr', text: 'auth sufficient pam_permit.so\naccount sufficient pam_permit.so\n' },
        ...applets.map((applet): LayerEntry => ({ kind: 'link', path: `/usr/bin/${applet}`, target: 'busybox' })),
        { kind: 'link', path: python, target: basename(interpreter) },
        { kind: 'text', path: program, text: start, mode: 0o755 },
        {
          kind: 'text',
          path: '/etc/passwd',
          text: `root:x:0:0:root:/root:/bin/sh\nfrr:x:${user}:${group}:FRR:/nonexistent:/sbin/nologin\n`,
        },
        { kind: 'text', path: '/etc/group', text: `root:x:0:\nfrr:x:${group}:\nfrrvty:x:${vtyGroup}:frr\n` },
        { kind: 'folder', path: '/etc/frr', owner: user },
        { kind: 'folder', path: '/var/run/frr', owner: user },
        { kind: 'folder', path: '/var/tmp/frr', owner: user },
        { kind: 'folder', path: '/var/log/frr', owner: user },
      ],
    ),
    entrypoint: ['/sbin/tini', '--', program],
    program,
    version: upstream,
    description: `FRR ${upstream} of Debian (${debian}): zebra, bgpd, bfdd, staticd and their watchdog`,
  };
};

/** The modules of a Python that are text: the script needs no other. */
async function libraryOf(interpreter: string): Promise<LayerEntry[]> {
  const names = await readdir(join('/usr/lib', basename(interpreter)), { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.sort().map((path) => machineFile(path)));
}

/** The module by which Debian's vtysh lets everybody in: whoever is in the container may do all. It stands beside the library that loads it. */
async function permitting(): Promise<LayerEntry> {
  const library = (await librariesOf('/usr/bin/vtysh')).find((path) => basename(path).startsWith('libpam.'));
  return machineFile(join(dirname(library ?? '/usr/lib/libpam.so'), 'security', 'pam_permit.so'));
}
