import type { ComponentSet } from '../components';
import type { LayerEntry } from './layer';

/** What an image is made of. */
export interface Recipe {
  /** Layers from the bottom up. Layers with the same entries are the same in all images, and stored once by containerd. */
  readonly layers: readonly (readonly LayerEntry[])[];
  readonly entrypoint: readonly string[];
  /** Numeric, as `runAsNonRoot` needs it. @default - root */
  readonly user?: number;
  /** Where the image's own program is. */
  readonly program: string;
  /** Version as its project counts, such as `8.4.4`; undefined for the lab's own programs. */
  readonly version?: string;
  /** What it is, for people, such as `FRR 8.4.4 of Debian`. */
  readonly description: string;
}

/** Makes the recipe of one content. */
export type RecipeMaker = (components: ComponentSet) => Promise<Recipe>;

/** What every image has: users, name service, a folder for temporary files. */
export const ground: readonly LayerEntry[] = [
  {
    kind: 'text',
    path: '/etc/passwd',
    text: [
      'root:x:0:0:root:/root:/sbin/nologin',
      'frr:x:92:92:FRR:/nonexistent:/sbin/nologin',
      'nginx:x:101:101:NGINX:/nonexistent:/sbin/nologin',
      'node:x:1000:1000:Node:/nonexistent:/sbin/nologin',
      'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin',
      '',
    ].join('\n'),
  },
  {
    kind: 'text',
    path: '/etc/group',
    text: ['root:x:0:', 'frrvty:x:85:frr', 'frr:x:92:', 'nginx:x:101:', 'node:x:1000:', 'nogroup:x:65534:', ''].join('\n'),
  },
  { kind: 'text', path: '/etc/nsswitch.conf', text: 'passwd: files\ngroup: files\nhosts: files dns\n' },
  { kind: 'folder', path: '/tmp', mode: 0o1777 },
];
