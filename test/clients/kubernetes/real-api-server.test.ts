import { KnownKinds, listObjects, WatchedObjects } from 'anycast-mec/clients';
import type { KubeObject, KubernetesApi, KubernetesObject } from 'anycast-mec/clients';
import { missingComponents } from '../../agent/equipment/components';
import { ControlPlane } from '../../agent/equipment/control-plane';
import { until } from '../../agent/equipment/until';
import { describeNeeding } from '../../real/network/requirements';

const path = '/api/v1/namespaces/default/configmaps';

describeNeeding('the Kubernetes client at a real API server', missingComponents(), () => {
  let plane: ControlPlane;
  let api: KubernetesApi;

  beforeAll(async () => {
    plane = await ControlPlane.start();
    api = plane.admin;
  }, 300_000);
  afterAll(() => plane.stop());

  const configMap = (name: string, data: Readonly<Record<string, unknown>>): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
    data,
  });
  const apply = async (object: KubernetesObject, manager: string) =>
    api.patch<KubernetesObject>(await new KnownKinds(api).pathOf(object), object, 'apply', manager);

  test('applies under its field manager, takes fields over from others, and is refused what no object of the kind has', async () => {
    await apply(configMap('applied', { key: 'old' }), 'somebody');
    const { metadata, data } = await apply(configMap('applied', { key: 'new' }), 'another');
    expect(data).toEqual({ key: 'new' });
    expect(metadata.managedFields?.map(({ manager }) => manager)).toContain('another');
    await expect(apply({ ...configMap('applied', {}), dta: {} }, 'another')).rejects.toThrow(/dta: field not declared in schema/);
    await api.remove(`${path}/applied`);
    await expect(api.get(`${path}/applied`)).rejects.toMatchObject({ status: 404, message: expect.stringMatching(/not found/) });
  });

  test('lists again where the API server has forgotten the version to watch from, and tells it', async () => {
    for (const name of ['gone', 'stays']) await api.create(path, configMap(name, {}));
    const before = await api.get(path);
    await api.remove(`${path}/gone`);
    await plane.compact();
    await plane.stopApiServer();
    await plane.startApiServer();
    // The first list is the one from before the compaction.
    const answers = [before];
    const late: KubernetesApi = Object.assign(Object.create(plane.admin) as KubernetesApi, {
      get: <T>(url: string) => (answers.length > 0 ? Promise.resolve(answers.shift() as T) : plane.admin.get<T>(url)),
    });
    const seen: string[][] = [];
    const ends: string[] = [];
    const watched = new WatchedObjects<KubeObject>(
      late,
      { path },
      (all) => seen.push(all.map(({ metadata }) => metadata.name)),
      ({ how }) => ends.push(how),
    );
    watched.start();
    await until('what is gone is not seen any more', () => seen.at(-1)?.includes('gone') === false);
    await until('the watch is open', () => watched.connected);
    expect([seen[0], ends]).toEqual([expect.arrayContaining(['gone', 'stays']), ['forgotten']]);
    await api.remove(`${path}/stays`);
    await until('a change is seen', () => seen.at(-1)?.includes('stays') === false);
    watched.stop();
    expect(ends).toEqual(['forgotten', 'stopped']);
    expect((await listObjects(api, { path, query: { fieldSelector: 'metadata.name=stays' } })).items).toEqual([]);
  }, 120_000);
});
