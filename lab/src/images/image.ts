import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { Layer } from './layer';
import { layerStream } from './layer';

/** What the image says about how it is run. */
export interface ImageConfig {
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly user?: number;
}

/** An image, not yet written. */
export interface Image {
  readonly layers: readonly Layer[];
  readonly config: Blob;
  readonly manifest: Blob;
}

interface Blob {
  readonly bytes: Buffer;
  readonly digest: string;
}

const mediaType = (what: string) => `application/vnd.oci.image.${what}`;
const architectures: Readonly<Record<string, string>> = { x64: 'amd64' };

/** Describes an image after the OCI image specification 1.0; what is given alone decides about its digest. */
export function imageOf(layers: readonly Layer[], { env, entrypoint, user }: ImageConfig): Image {
  const config = blob({
    created: '1970-01-01T00:00:00Z',
    architecture: architectures[process.arch] ?? process.arch,
    os: 'linux',
    config: {
      ...(user !== undefined && { User: `${user}` }),
      Env: Object.keys(env)
        .sort()
        .map((name) => `${name}=${env[name]}`),
      Entrypoint: entrypoint,
      WorkingDir: '/',
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  });
  const manifest = blob({
    schemaVersion: 2,
    mediaType: mediaType('manifest.v1+json'),
    config: { mediaType: mediaType('config.v1+json'), digest: config.digest, size: config.bytes.length },
    layers: layers.map(({ digest, size }) => ({ mediaType: mediaType('layer.v1.tar'), digest, size })),
  });
  return { layers, config, manifest };
}

/** Writes an image as an OCI image layout in a tar file, whole or not at all. */
export async function writeImage(image: Image, reference: string, path: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  const tar = pack();
  const index = {
    schemaVersion: 2,
    mediaType: mediaType('index.v1+json'),
    manifests: [
      {
        mediaType: mediaType('manifest.v1+json'),
        digest: image.manifest.digest,
        size: image.manifest.bytes.length,
        annotations: { 'io.containerd.image.name': reference },
      },
    ],
  };
  const fill = async () => {
    text(tar, 'oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
    text(tar, 'index.json', Buffer.from(JSON.stringify(index)));
    for (const { digest, bytes } of [image.manifest, image.config]) text(tar, blobPath(digest), bytes);
    for (const layer of image.layers) {
      await pipeline(layerStream(layer), tar.entry({ ...header(blobPath(layer.digest)), size: layer.size }));
    }
    tar.finalize();
  };
  try {
    const written = pipeline(tar, createWriteStream(unfinished));
    await Promise.all([written, fill().catch((error: Error) => tar.destroy(error))]);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function text(tar: ReturnType<typeof pack>, name: string, bytes: Buffer): void {
  tar.entry({ ...header(name), size: bytes.length }, bytes);
}

function header(name: string) {
  return { name, mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'file' as const };
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function blob(content: unknown): Blob {
  const bytes = Buffer.from(JSON.stringify(content));
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}
