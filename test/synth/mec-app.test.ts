import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { AnycastService, Fleet, MecApp, placeholderSecrets } from '../../lib';

const fleet = Fleet.load('examples/minimal/fleet.yaml');
const testbed = Fleet.load('examples/thesis-testbed/fleet.yaml');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mec-app-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  for (const name of ['CDK8S_OUTDIR', 'ANYCAST_MEC_OUTDIR', 'ANYCAST_MEC_SITES', 'ANYCAST_MEC_SECRETS']) delete process.env[name];
});
const paths = (app: MecApp) => app.render().map(({ path }) => path);

test('without a program everything that the fleet describes is made, for every site and router', () => {
  expect(paths(new MecApp(fleet))).toEqual(
    expect.arrayContaining([
      'mec-1/kubernetes/40-service-hello.yaml',
      'cloud/kubernetes/20-peering.yaml',
      'mec-1/routers/border-1/frr.conf',
      'operator/routers/pe-2/frr.conf',
    ]),
  );
});

test('a program makes what it makes, and nothing else', () => {
  const app = new MecApp(fleet, (mec) => new AnycastService(mec, 'hello'));
  expect(paths(app).filter((path) => path.startsWith('mec-1/kubernetes'))).toEqual([
    'mec-1/kubernetes/00-namespaces.yaml',
    'mec-1/kubernetes/40-service-hello.yaml',
  ]);
});

test('rendering twice gives the same, and writes nothing', () => {
  const app = new MecApp(fleet, undefined, { outdir: folder });
  expect(app.render()).toEqual(app.render());
  rmSync(folder, { recursive: true });
  app.render();
  expect(existsSync(folder)).toBe(false);
  app.synth();
  expect(existsSync(join(folder, 'mec-1'))).toBe(true);
});

test('every manifest file is YAML that parses', () => {
  const files = new MecApp(fleet).render().filter((file) => file.path.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(5);
  for (const { path, content } of files)
    expect({ path, errors: parseAllDocuments(content).flatMap((document) => document.errors) }).toEqual({ path, errors: [] });
});

test('the program that fails is told with its site, and the old output stays', () => {
  new MecApp(fleet).synth(folder);
  const failing = new MecApp(fleet, (mec) => {
    if (mec.site?.name === 'cloud') throw new Error('no such thing');
  });
  expect(() => failing.synth(folder)).toThrow('site cloud: no such thing');
  expect(existsSync(join(folder, 'mec-1/kubernetes/20-peering.yaml'))).toBe(true);
});

test('environment variables choose folder, sites and placeholders', () => {
  process.env.ANYCAST_MEC_OUTDIR = folder;
  process.env.ANYCAST_MEC_SITES = 'mec-2';
  expect(() => new MecApp(testbed).synth()).toThrow(/secrets\/mec-2/);
  process.env.ANYCAST_MEC_SECRETS = 'placeholder';
  const { outdir, written } = new MecApp(testbed).synth();
  expect(outdir).toBe(folder);
  expect(new Set(written.map((path) => path.split('/')[0]))).toEqual(new Set(['mec-2']));
  process.env.ANYCAST_MEC_SITES = 'mec-7';
  expect(() => new MecApp(testbed).render()).toThrow("there is no site 'mec-7'");
});

test('files with secrets are closed to others', () => {
  const files = new MecApp(testbed, undefined, { secrets: placeholderSecrets }).render();
  const secret = files.filter(({ content }) => content.includes('<secret-file:'));
  // The group is that of the routing daemon.
  expect([...new Set(secret.map(({ path, mode }) => `${path.split('/').at(-1)} ${mode.toString(8)}`))].sort()).toEqual([
    'bgpd.conf 640',
    'frr.conf 640',
  ]);
});
