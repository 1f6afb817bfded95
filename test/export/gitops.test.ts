import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { cli, folderWith } from '../cli/cli';

let folder: string;
let out: string;
beforeEach(() => {
  folder = folderWith('thesis-testbed');
  out = join(folder, 'gitops');
});
afterEach(() => rmSync(folder, { recursive: true }));

const exported = (engine: string, ...options: string[]) =>
  cli('export', engine, folder, '--out', out, '--repository', 'https://git.example/fleet.git', ...options);

test('Argo CD gets an Application a site, synced wave by wave, that leaves the agent its label', async () => {
  expect((await exported('argocd')).code).toBe(0);
  const { spec } = parse(readFileSync(join(out, 'argocd/applicationset.yaml'), 'utf8'));
  const elements: { site: string; wave: string }[] = spec.generators[0].list.elements;
  expect(elements.map(({ site }) => site).sort()).toEqual(['cloud', 'mec-1', 'mec-2', 'mec-3', 'mec-4']);
  expect(elements[0]).toEqual({ site: 'mec-1', wave: '1' });
  expect(elements.at(-1)?.site).toBe('cloud');
  const steps = spec.strategy.rollingSync.steps.map((step: any) => step.matchExpressions[0].values[0]);
  expect(steps).toEqual([...new Set(elements.map(({ wave }) => wave))]);
  expect(spec.template.spec.ignoreDifferences).toEqual([
    { kind: 'Service', jsonPointers: ['/metadata/labels/anycast-mec.io~1route'], managedFieldsManagers: ['anycast-mec-agent'] },
  ]);
  expect(spec.template.spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
});

test('Flux gets a Kustomization a site, each after the wave before it', async () => {
  expect((await exported('flux', '--max-unavailable', '2')).code).toBe(0);
  const objects = parseAllDocuments(readFileSync(join(out, 'flux/kustomizations.yaml'), 'utf8')).map((document) =>
    document.toJS(),
  );
  const byName = new Map(objects.map((object: any) => [object.metadata.name, object]));
  expect(byName.get('thesis-testbed-mec-1').spec.dependsOn).toBeUndefined();
  expect(byName.get('thesis-testbed-mec-2').spec.dependsOn).toEqual([{ name: 'thesis-testbed-mec-1' }]);
  for (const { kind, spec } of objects.filter((object: any) => object.kind === 'Kustomization')) {
    expect([kind, spec.wait, spec.prune]).toEqual(['Kustomization', true, true]);
    expect(spec.path).toMatch(/^\.\/gitops\/sites\//);
  }
});

test('the manifests lie where the engine looks, and neither router files nor passwords do', async () => {
  const { out: told } = await exported('argocd');
  expect(existsSync(join(out, 'sites/mec-1/20-peering.yaml'))).toBe(true);
  expect(existsSync(join(out, 'sites/mec-1/routers'))).toBe(false);
  expect(told).toContain('Router files are not part of it');
});

test('without a repository it is refused', async () => {
  expect((await cli('export', 'flux', folder)).code).toBe(2);
  expect((await exported('helm')).code).toBe(2);
});
