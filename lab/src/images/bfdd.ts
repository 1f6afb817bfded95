import { debianVersion, machineLayers } from './debian-program';
import type { RecipeMaker } from './recipe';

/** Where it is, on this machine and in the image. */
export const bfddPath = '/usr/lib/frr/bfdd';

/** FRR's BFD daemon and its init, where the image of the FRR project has them. */
export const bfdd: RecipeMaker = async () => {
  const { debian, upstream } = await debianVersion('frr');
  const program = bfddPath;
  return {
    layers: await machineLayers(
      [
        { source: program, path: program },
        { source: '/usr/bin/tini', path: '/sbin/tini' },
      ],
      [
        { kind: 'folder', path: '/etc/frr' },
        // FRR complains without it, though its models are compiled in.
        { kind: 'folder', path: '/usr/share/yang' },
        { kind: 'folder', path: '/var/run/frr', owner: 92 },
        { kind: 'folder', path: '/var/tmp/frr', owner: 92 },
      ],
    ),
    entrypoint: ['/sbin/tini', '--', program],
    program,
    version: upstream,
    description: `FRR ${upstream} of Debian (${debian}): bfdd and tini only`,
  };
};
