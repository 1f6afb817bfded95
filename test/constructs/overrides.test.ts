import type { Chart } from 'cdk8s';
import { Testing } from 'cdk8s';
import { AnycastService, manifestsOf } from '../../lib/constructs';
import type { Overrides } from '../../lib/constructs';
import { objectsOf, siteSnapshot } from '../../lib/testing';

function chartWith(overrides: Overrides): Chart {
  const chart = Testing.chart();
  new AnycastService(chart, 'a', { vip: '203.0.113.1', workload: { image: 'a:1' }, rateLimit: { perClient: '5r/s' }, overrides });
  return chart;
}

describe('an override', () => {
  test('brings in a field that no typed layer knows, whoever serializes', () => {
    const chart = chartWith({ Service: { spec: { trafficDistribution: 'PreferClose', notOfThisWorld: { deep: [1] } } } });
    const expected = { trafficDistribution: 'PreferClose', notOfThisWorld: { deep: [1] }, type: 'LoadBalancer' };
    expect((siteSnapshot(chart)['Service a/a'] as any).spec).toMatchObject(expected);
    expect(Testing.synth(chart).find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'a').spec).toMatchObject(
      expected,
    );
    const files = manifestsOf(chart).flatMap(({ objects }) => objects) as any[];
    expect(files.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'a').spec).toMatchObject(expected);
  });

  test('reaches every object of a kind, also in the parts of a construct', () => {
    const deployments = objectsOf(chartWith({ Deployment: { spec: { minReadySeconds: 7 } } })).filter(
      ({ kind }) => kind === 'Deployment',
    ) as any[];
    expect(deployments.map(({ metadata, spec }) => [metadata.name, spec.minReadySeconds])).toEqual([
      ['a', 7],
      ['a-limiter', 7],
    ]);
  });

  test('reaches one object alone by its name', () => {
    const deployments = objectsOf(chartWith({ 'Deployment/a-limiter': { spec: { replicas: 9 } } })).filter(
      ({ kind }) => kind === 'Deployment',
    ) as any[];
    expect(deployments.map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
      ['a', 2],
      ['a-limiter', 9],
    ]);
  });

  test('reaches the namespace', () => {
    const snapshot = siteSnapshot(chartWith({ Namespace: { metadata: { annotations: { team: 'edge' } } } }));
    expect(snapshot['Namespace a']?.metadata['annotations']).toEqual({ team: 'edge' });
  });

  test('takes a field out with null', () => {
    const deployment =
      siteSnapshot(chartWith({ 'Deployment/a': { spec: { revisionHistoryLimit: null } } }))['Deployment a/a'] ?? {};
    expect(JSON.stringify(deployment)).not.toContain('revisionHistoryLimit');
  });

  test('that meets no object fails synth and names those there are', () => {
    expect(() => Testing.synth(chartWith({ Servcie: { spec: {} } }))).toThrow(
      /overrides\['Servcie'\]: there is no such object here; allowed: .*Service\/a/,
    );
  });

  test('whose key the merge would skip fails synth', () => {
    const spec = JSON.parse('{"spec": {"constructor": {"a": 1}, "replicas": 3}}') as Record<string, unknown>;
    expect(() => Testing.synth(chartWith({ Deployment: spec }))).toThrow(/overrides\['Deployment'\]\.spec\.constructor/);
  });
});
