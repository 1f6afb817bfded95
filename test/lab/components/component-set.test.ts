import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { componentNames, componentSet } from '../../../lab/src/components';
import { cacheFolder } from '../../../lab/src/components/cache';

const folder = mkdtempSync(join(tmpdir(), 'components-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder with programs of these names. */
function programs(name: string, names: readonly string[], mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const file of names) {
    writeFileSync(join(path, file), '');
    chmodSync(join(path, file), mode);
  }
  return path;
}

const nothingBuilt = { XDG_CACHE_HOME: join(folder, 'empty'), PATH: process.env['PATH'] };

describe('where programs come from', () => {
  test('a folder with all of them is enough', async () => {
    const ready = programs('ready', componentNames);
    const set = await componentSet({ ...nothingBuilt, ANYCAST_MEC_COMPONENTS: ready });
    expect(set.missing).toEqual([]);
    expect(set.reason).toBeUndefined();
    expect(set.have.get('kubelet')).toBe(join(ready, 'kubelet'));
  });

  test('of envtest three are taken, and no other that lies there', async () => {
    const assets = programs('assets', ['etcd', 'kube-apiserver', 'kubectl', 'kubelet']);
    const set = await componentSet({ ...nothingBuilt, KUBEBUILDER_ASSETS: assets });
    expect([...set.have.keys()]).toEqual(['etcd', 'kube-apiserver', 'kubectl']);
  });

  test('our own variable wins over that of envtest', async () => {
    const own = programs('own', ['etcd']);
    const set = await componentSet({
      ...nothingBuilt,
      ANYCAST_MEC_COMPONENTS: own,
      KUBEBUILDER_ASSETS: programs('other', ['etcd', 'kubectl']),
    });
    expect(set.have.get('etcd')).toBe(join(own, 'etcd'));
    expect(set.have.get('kubectl')).toBe(join(folder, 'other', 'kubectl'));
  });

  test('a file that cannot be run is none', async () => {
    const set = await componentSet({ ...nothingBuilt, ANYCAST_MEC_COMPONENTS: programs('locked', ['etcd'], 0o644) });
    expect(set.missing).toContain('etcd');
  });

  test('without any the reason says what to do', async () => {
    const set = await componentSet(nothingBuilt);
    // The engine of Pulumi is built where it is asked for: a lab that lacks it lacks nothing.
    expect(set.missing).toEqual(componentNames.filter((name) => !name.startsWith('pulumi')));
    expect(set.reason).toMatch(/make components.*ANYCAST_MEC_COMPONENTS/);
  });

  test('a folder that does not exist is refused by the name of its variable', async () => {
    await expect(componentSet({ ...nothingBuilt, KUBEBUILDER_ASSETS: '/nowhere' })).rejects.toThrow(
      "KUBEBUILDER_ASSETS = '/nowhere': no such folder",
    );
  });
});

describe('the cache', () => {
  test('is below XDG_CACHE_HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me', HOME: '/home/me' })).toBe('/var/cache/me/anycast-mec');
  });

  test('is below the home folder where XDG_CACHE_HOME is absent or relative', () => {
    expect(cacheFolder({ HOME: '/home/me' })).toBe('/home/me/.cache/anycast-mec');
    expect(cacheFolder({ XDG_CACHE_HOME: 'cache', HOME: '/home/me' })).toBe('/home/me/.cache/anycast-mec');
  });
});
