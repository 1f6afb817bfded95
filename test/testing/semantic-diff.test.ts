import { ApiObject, Testing } from 'cdk8s';
import { manifestDifferences, semanticDiff, siteSnapshot } from '../../lib/testing';

const object = (kind: string, spec: object, name = 'a') => ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'n' }, spec });

describe('the semantic difference of two sets of manifests', () => {
  test('is nothing where only the order differs: of objects, of keys, of named list entries', () => {
    const before = [
      object('Service', {
        a: 1,
        b: 2,
        ports: [
          { name: 'x', port: 1 },
          { name: 'y', port: 2 },
        ],
      }),
      object('ConfigMap', {}),
    ];
    const after = [
      object('ConfigMap', {}),
      object('Service', {
        b: 2,
        ports: [
          { port: 2, name: 'y' },
          { port: 1, name: 'x' },
        ],
        a: 1,
      }),
    ];
    expect(semanticDiff(before, after)).toBe('');
  });

  test('counts the order of lists whose entries have no name', () => {
    expect(semanticDiff([object('Pod', { args: ['a', 'b'] })], [object('Pod', { args: ['b', 'a'] })])).toBe(
      '~ Pod n/a spec.args.0: "a" -> "b"\n~ Pod n/a spec.args.1: "b" -> "a"',
    );
  });

  test('looks into values that are JSON themselves, such as the file of a ConfigMap', () => {
    const config = (level: string, order: boolean) => {
      const entry = order ? { level, port: 80 } : { port: 80, level };
      return {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', namespace: 'n' },
        data: { 'a.json': JSON.stringify({ log: entry }) },
      };
    };
    expect(semanticDiff([config('info', true)], [config('info', false)])).toBe('');
    expect(semanticDiff([config('info', true)], [config('debug', false)])).toBe(
      '~ ConfigMap n/a data.a.json.log.level: "info" -> "debug"',
    );
    expect(semanticDiff([object('A', { text: '{ no json' })], [object('A', { text: '{ none' })])).toBe(
      '~ A n/a spec.text: "{ no json" -> "{ none"',
    );
  });

  test('tells what was changed, added and removed, one line each', () => {
    const before = [object('Service', { port: 80, old: true }), object('Secret', {}, 'gone')];
    const after = [object('Service', { port: 81, fresh: [1] }), object('Secret', {}, 'made')];
    expect(semanticDiff(before, after).split('\n').sort()).toEqual([
      '+ Secret n/made',
      '+ Service n/a spec.fresh: [1]',
      '- Secret n/gone',
      '- Service n/a spec.old: true',
      '~ Service n/a spec.port: 80 -> 81',
    ]);
  });

  test('names a list entry by its name, so that an inserted one shifts no other', () => {
    const before = [object('Pod', { containers: [{ name: 'b', image: '1' }] })];
    const after = [
      object('Pod', {
        containers: [
          { name: 'a', image: '9' },
          { name: 'b', image: '2' },
        ],
      }),
    ];
    expect(
      manifestDifferences(before, after)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['spec.containers.a', 'spec.containers.b.image']);
  });
});

describe('the snapshot of a site', () => {
  test('is the same whatever the order of constructs', () => {
    const chartOf = (names: string[]) => {
      const chart = Testing.chart();
      for (const name of names)
        new ApiObject(chart, name, { apiVersion: 'metallb.io/v1beta2', kind: 'BGPPeer', metadata: { name } });
      return chart;
    };
    expect(JSON.stringify(siteSnapshot(chartOf(['b', 'a'])))).toBe(JSON.stringify(siteSnapshot(chartOf(['a', 'b']))));
    expect(Object.keys(siteSnapshot(chartOf(['b', 'a'])))).toEqual(['BGPPeer.metallb.io a', 'BGPPeer.metallb.io b']);
  });

  test('is refused where two objects are one to Kubernetes', () => {
    expect(() => siteSnapshot([object('Service', { a: 1 }), object('Service', { a: 2 })])).toThrow('Service n/a is there twice');
  });
});
