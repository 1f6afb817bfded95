import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import type { Headers } from 'tar-stream';
import { imageOf, writeImage } from '../../../lab/src/images/image';
import type { LayerEntry } from '../../../lab/src/images/layer';
import { layerOf, layerStream } from '../../../lab/src/images/layer';

const folder = mkdtempSync(join(tmpdir(), 'images-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = join(folder, 'program');
writeFileSync(source, 'a program', { mode: 0o700 });

const entries: LayerEntry[] = [
  { kind: 'file', path: '/usr/bin/program', source },
  { kind: 'link', path: '/bin', target: 'usr/bin' },
  { kind: 'folder', path: '/tmp', mode: 0o1777 },
  { kind: 'text', path: '/etc/passwd', text: 'root:x:0:0::/:\n' },
  { kind: 'folder', path: '/var/run/frr', owner: 92 },
];

/** What is in a tar. */
async function contents(stream: Readable): Promise<{ header: Headers; text: string }[]> {
  const found: { header: Headers; text: string }[] = [];
  const reader = extract();
  stream.pipe(reader);
  for await (const entry of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
    found.push({ header: entry.header, text: Buffer.concat(chunks).toString() });
  }
  return found;
}

describe('a layer', () => {
  test('holds its files in one order, with the folders above them, and nothing of when and by whom they were made', async () => {
    const found = await contents(layerStream(await layerOf(entries)));
    expect(found.map(({ header }) => header.name.replace(/\/$/, ''))).toEqual(
      ['bin', 'etc', 'etc/passwd', 'tmp', 'usr', 'usr/bin', 'usr/bin/program', 'var', 'var/run', 'var/run/frr'].sort(),
    );
    for (const { header } of found) {
      expect(header.mtime).toEqual(new Date(0));
      expect(header.uid).toBe(header.name.startsWith('var/run/frr') ? 92 : 0);
      expect([header.uname, header.gname]).toEqual(['', '']);
    }
    const of = (name: string) => found.find(({ header }) => header.name === name);
    expect(of('usr/bin/program')).toMatchObject({ text: 'a program', header: { mode: 0o755 } });
    expect(of('bin')?.header).toMatchObject({ type: 'symlink', linkname: 'usr/bin' });
  });

  test('is the same whatever the order and the times of its files', async () => {
    const one = await layerOf(entries);
    utimesSync(source, new Date(), new Date(1234));
    expect(await layerOf([...entries].reverse())).toEqual(one);
  });

  test('is another when one byte is', async () => {
    const one = await layerOf([{ kind: 'text', path: '/a', text: '1' }]);
    const other = await layerOf([{ kind: 'text', path: '/a', text: '2' }]);
    expect(other.digest).not.toBe(one.digest);
  });

  test('is refused when a file is gone', async () => {
    await expect(layerOf([{ kind: 'file', path: '/a', source: join(folder, 'gone') }])).rejects.toThrow('ENOENT');
  });
});

describe('an image file', () => {
  const config = { env: { PORT: '80', LAB_SITE: 'mec-1' }, entrypoint: ['/usr/bin/program'], user: 101 };

  test('is an OCI image layout whose every blob has its digest', async () => {
    const path = join(folder, 'image.tar');
    await writeImage(imageOf([await layerOf(entries)], config), 'docker.io/library/a:1', path);
    const found = await contents(Readable.from([readFileSync(path)]));
    const blobs = found.filter(({ header }) => header.name.startsWith('blobs/'));
    expect(blobs).toHaveLength(3);
    for (const { header, text } of blobs) {
      expect(header.name).toBe(`blobs/sha256/${createHash('sha256').update(text).digest('hex')}`);
    }
    const index = JSON.parse(found.find(({ header }) => header.name === 'index.json')!.text);
    expect(index.manifests[0].annotations).toEqual({ 'io.containerd.image.name': 'docker.io/library/a:1' });
    const blob = (digest: string) =>
      JSON.parse(blobs.find(({ header }) => header.name === `blobs/${digest.replace(':', '/')}`)!.text);
    const image = blob(blob(index.manifests[0].digest).config.digest);
    expect(image.config).toMatchObject({ User: '101', Env: ['LAB_SITE=mec-1', 'PORT=80'], Entrypoint: ['/usr/bin/program'] });
  });

  test('has another digest with another environment, and the same layer', async () => {
    const layers = [await layerOf(entries)];
    const one = imageOf(layers, config);
    expect(imageOf(layers, { ...config, env: { ...config.env } }).manifest.digest).toBe(one.manifest.digest);
    const other = imageOf(layers, { ...config, env: { PORT: '81' } });
    expect(other.manifest.digest).not.toBe(one.manifest.digest);
    expect(other.layers).toBe(one.layers);
  });

  test('is not there at all if it could not be written whole', async () => {
    const layer = await layerOf([{ kind: 'file', path: '/a', source }]);
    const broken = { ...layer, entries: [{ kind: 'file', path: '/a', source: join(folder, 'gone') }] satisfies LayerEntry[] };
    await expect(writeImage(imageOf([broken], config), 'a:1', join(folder, 'broken.tar'))).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
  });
});
