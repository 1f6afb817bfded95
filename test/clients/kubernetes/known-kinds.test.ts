import { KnownKinds } from 'anycast-mec/clients';

const core = [
  { name: 'services', kind: 'Service', namespaced: true },
  { name: 'services/status', kind: 'Service', namespaced: true },
  { name: 'nodes', kind: 'Node', namespaced: false },
];

/** The kinds of a server that serves these groups; what was asked of it. */
function kindsOf(served: Readonly<Record<string, readonly object[]>>) {
  const asked: string[] = [];
  const get = <T>(path: string): Promise<T> => {
    asked.push(path);
    return Promise.resolve({ resources: served[path] ?? [] } as T);
  };
  return { asked, kinds: new KnownKinds({ get }) };
}

describe('the path of an object', () => {
  test.each([
    ['Service', { name: 'a', namespace: 'n' }, '/api/v1/namespaces/n/services/a'],
    ['Service', { name: 'a' }, '/api/v1/namespaces/default/services/a'],
    ['Node', { name: 'a:b' }, '/api/v1/nodes/a%3Ab'],
  ])('is found by its kind: %s %j', async (kind, metadata, path) => {
    const { kinds } = kindsOf({ '/api/v1': core });
    await expect(kinds.pathOf({ apiVersion: 'v1', kind, metadata })).resolves.toBe(path);
  });

  test('is asked for once for each group', async () => {
    const { kinds, asked } = kindsOf({ '/api/v1': core });
    for (const name of ['a', 'b']) await kinds.pathOf({ apiVersion: 'v1', kind: 'Service', metadata: { name } });
    expect(asked).toEqual(['/api/v1']);
  });

  test('is asked for again where the kind is not known yet, and fails with 404 while it is not', async () => {
    const served: Record<string, object[]> = {};
    const { kinds } = kindsOf(served);
    const pool = { apiVersion: 'metallb.io/v1beta1', kind: 'IPAddressPool', metadata: { name: 'a', namespace: 'n' } };
    await expect(kinds.pathOf(pool)).rejects.toMatchObject({ status: 404 });
    served['/apis/metallb.io/v1beta1'] = [{ name: 'ipaddresspools', kind: 'IPAddressPool', namespaced: true }];
    await expect(kinds.pathOf(pool)).resolves.toBe('/apis/metallb.io/v1beta1/namespaces/n/ipaddresspools/a');
  });
});
