import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { nameFindings } from '../../lib/export/name-findings';
import { sourceProblems } from '../../lib/export/source-problems';
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
  expect((await cli('secrets', folder, '--create')).code).toBe(0);
  const { out: told } = await exported('argocd');
  expect(existsSync(join(out, 'sites/mec-1/20-peering.yaml'))).toBe(true);
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => /routers|frr|bird|nftables|keepalived/.test(path))).toEqual([]);
  const written = files.filter((path) => path.endsWith('.yaml')).map((path) => readFileSync(join(out, path), 'utf8'));
  expect(written.length).toBeGreaterThan(20);
  // The fleet has passwords, which are in router files alone.
  const passwords = readdirSync(join(folder, 'secrets')).map((name) =>
    readFileSync(join(folder, 'secrets', name), 'utf8').trim(),
  );
  expect(passwords).not.toEqual([]);
  expect(passwords.filter((password) => written.some((text) => text.includes(password)))).toEqual([]);
  expect(told).toContain('Router files are not part of it');
});

test.each([
  ['flux', 'git@git.example:team/fleet.git', '--repository ssh://git@git.example/team/fleet.git'],
  ['flux', 'git.example:fleet.git', '--repository ssh://git.example/fleet.git'],
  ['flux', 'file:///srv/fleet.git', 'https://host/path.git'],
  ['argocd', 'fleet', 'git@host:path.git'],
])('%s is not told to read %s, and the remedy is', async (engine, repository, remedy) => {
  const { code, err } = await cli('export', engine, folder, '--out', out, '--repository', repository);
  expect(code).toBe(2);
  expect(err).toContain(repository);
  expect(err).toContain(remedy);
  expect(existsSync(out)).toBe(false);
});

test('Argo CD reads what git reads over SSH, in both forms', () => {
  for (const repository of ['git@git.example:team/fleet.git', 'ssh://git@git.example/team/fleet.git'])
    expect(sourceProblems('argocd', { repository, revision: 'main', path: 'gitops' })).toEqual([]);
});

test.each([
  [{ path: './clusters/edge/', revision: 'release/1.x' }, 0],
  [{ path: '.', revision: 'v1' }, 0],
  [{ path: '../elsewhere', revision: 'main' }, 1],
  [{ path: '/absolute', revision: 'main' }, 1],
  [{ path: 'a/{{.x}}', revision: 'main' }, 1],
  [{ path: 'a/../../b', revision: 'a b' }, 2],
  [{ path: '', revision: '' }, 1],
  [{ path: 'gitops', revision: 'a..b' }, 1],
  [{ path: 'gitops', revision: '{{.site}}' }, 1],
  [{ path: 'gitops', revision: 'main', repository: 'https://git.example/{{.site}}.git' }, 1],
])('of folder and branch %j, %d cannot be used', (given, count) => {
  expect(sourceProblems('flux', { repository: 'https://git.example/fleet.git', ...given })).toHaveLength(count);
});

test.each([
  'https://me:s3cret@git.example/fleet.git',
  'ssh://git:s3cret@git.example/fleet.git',
  'https://:s3cret@git.example/f',
  'HTTPS://me:s3cret@git.example/f',
  'https://ghp_s3cret@git.example/f',
  `https://${'0'.repeat(14)}s3cret@git.example/f`,
])('a password in an address is refused, and not shown: %#', (repository) => {
  const [problem = ''] = sourceProblems('flux', { repository, revision: 'main', path: '.' });
  expect(problem).toMatch(/it has a password or a token/);
  expect(problem).not.toContain('s3cret');
});

test.each([
  ['https://git.example/f?token=s3cret', "--repository: it has a '?' or a '#'"],
  ['https://git.example:99999/f', 'no address'],
  ['https://%/f', 'no address'],
  ['C:\\f', 'no address'],
])('%s is no address of a repository', (repository, told) => {
  for (const engine of ['flux', 'argocd'] as const) {
    const problems = sourceProblems(engine, { repository, revision: 'main', path: '.' });
    expect(problems).toEqual([expect.stringContaining(told)]);
    expect(problems[0]).not.toContain('s3cret');
  }
});

test('the name of a user in an address is none of a token', () => {
  const source = { repository: 'https://org@dev.azure.example/org/project/_git/fleet', revision: 'main', path: '.' };
  expect(sourceProblems('flux', source)).toEqual([]);
});

test.each([
  ['release/1.x', { branch: 'release/1.x' }],
  ['refs/tags/v1.2', { name: 'refs/tags/v1.2' }],
  ['0123456789abcdef0123456789abcdef01234567', { commit: '0123456789abcdef0123456789abcdef01234567' }],
])('Flux is told what kind of revision %s is', async (revision, ref) => {
  expect((await exported('flux', '--revision', revision)).code).toBe(0);
  const [repository] = parseAllDocuments(readFileSync(join(out, 'flux/kustomizations.yaml'), 'utf8'));
  expect(repository?.toJS().spec.ref).toEqual(ref);
});

test.each(['.a', 'a/.b', 'a.lock/b', '@', 'a/'])('%s is a branch for no engine, as git takes none of that name', (revision) => {
  expect(sourceProblems('argocd', { repository: 'https://git.example/f', revision, path: '.' })).toHaveLength(1);
});

test('HEAD is a revision for Argo CD, and not for Flux', () => {
  const source = { repository: 'https://git.example/f', revision: 'HEAD', path: '.' };
  expect(sourceProblems('argocd', source)).toEqual([]);
  expect(sourceProblems('flux', source)).toEqual([expect.stringContaining('such as main')]);
});

test('a canary that is named twice goes once', async () => {
  expect((await exported('argocd', '--canary', 'mec-2', 'mec-2')).code).toBe(0);
  const { spec } = parse(readFileSync(join(out, 'argocd/applicationset.yaml'), 'utf8'));
  const waves = spec.generators[0].list.elements.map(({ site, wave }: { site: string; wave: string }) => `${site} ${wave}`);
  expect(waves.filter((entry: string) => entry.startsWith('mec-2 '))).toEqual(['mec-2 1']);
  expect(waves.filter((entry: string) => entry.endsWith(' 1'))).toEqual(['mec-2 1']);
});

test('names of fleet and site are measured together, with the place that is too long', async () => {
  expect(nameFindings('f'.repeat(31), ['s'.repeat(31), 't'.repeat(32)])).toMatchObject([{ path: `sites.${'t'.repeat(32)}` }]);
  const file = join(folder, 'fleet.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^name: .*$/m, `name: ${'f'.repeat(40)}`).replace(/\bcloud:/, `${'c'.repeat(23)}:`));
  const { code, err } = await exported('flux');
  expect(code).toBe(1);
  expect(err).toMatch(/combined-name-too-long +sites\.c+: 'f+-c+'/);
  expect(err).toContain('Shorten the name of the fleet or of the site.');
});

test('without a repository it is refused', async () => {
  expect((await cli('export', 'flux', folder)).code).toBe(2);
  expect((await exported('helm')).code).toBe(2);
});
