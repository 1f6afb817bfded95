import { debianVersion, machineLayers } from './debian-program';
import type { RecipeMaker } from './recipe';

/** User of the unprivileged NGINX image. */
const user = 101;

/** NGINX without its dynamic modules. */
export const nginx: RecipeMaker = async () => {
  const { debian, upstream } = await debianVersion('nginx-light');
  const program = '/usr/sbin/nginx';
  return {
    layers: await machineLayers(
      [{ source: program, path: program }],
      [
        { kind: 'folder', path: '/etc/nginx' },
        { kind: 'folder', path: '/usr/share/nginx' },
        { kind: 'folder', path: '/var/lib/nginx', owner: user },
        { kind: 'folder', path: '/var/log/nginx', owner: user },
      ],
    ),
    entrypoint: [program, '-g', 'daemon off;'],
    user,
    program,
    version: upstream,
    description: `NGINX ${upstream} of Debian (${debian}, nginx-light)`,
  };
};
