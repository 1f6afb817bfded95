import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { cli, folderWith } from './cli';

let folder: string;
let dist: string;
beforeEach(() => {
  folder = folderWith('minimal');
  dist = join(folder, 'dist');
});
afterEach(() => rmSync(folder, { recursive: true }));

const synth = (...options: string[]) => cli('synth', folder, '--out', dist, ...options);
const owners = () => readdirSync(dist).filter((name) => !name.startsWith('.'));

test('every site gets manifests and router files, every network its routers, and a line of the table', async () => {
  const { code, out } = await synth();
  expect(code).toBe(0);
  expect(owners().sort()).toEqual(['cloud', 'mec-1', 'operator']);
  const documents = parseAllDocuments(readFileSync(join(dist, 'mec-1/kubernetes/20-peering.yaml'), 'utf8'));
  expect(documents.length).toBeGreaterThan(2);
  expect(existsSync(join(dist, 'operator/routers/pe-1/frr.conf'))).toBe(true);
  expect(out).toMatch(/│ mec-1 +│ +\d+ │ +1 │ +3 │ \d+ ms/);
});

test('one site alone is made, and what others have stays', async () => {
  await synth('--site', 'mec-1');
  expect(owners()).toEqual(['mec-1']);
  await synth('--site', 'cloud');
  expect(owners().sort()).toEqual(['cloud', 'mec-1']);
});

test('a foreign file in the way fails the run, and --force overwrites it', async () => {
  await synth();
  const file = join(dist, 'mec-1/kubernetes/50-agent.yaml');
  writeFileSync(file, 'edited');
  expect(await synth()).toMatchObject({ code: 1, err: expect.stringContaining('mec-1/kubernetes/50-agent.yaml') });
  expect(readFileSync(file, 'utf8')).toBe('edited');
  expect((await synth('--force')).code).toBe(0);
  expect(readFileSync(file, 'utf8')).not.toBe('edited');
});

test('the program of a cdk8s.yaml beside the fleet runs, told folder, sites and secrets', async () => {
  const program = "require('node:fs').writeFileSync('told.json', JSON.stringify(process.env))";
  writeFileSync(join(folder, 'program.js'), program);
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: node program.js\n');
  expect((await synth('--site', 'mec-1', '--secrets', 'placeholder')).code).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8'))).toMatchObject({
    ANYCAST_MEC_OUTDIR: dist,
    ANYCAST_MEC_SITES: 'mec-1',
    ANYCAST_MEC_SECRETS: 'placeholder',
  });
});

test('a program that fails fails the run', async () => {
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: exit 3\n');
  expect(await synth()).toMatchObject({ code: 1, err: expect.stringContaining('exit code 3') });
});

test('nothing differs from what was written, until the fleet changes', async () => {
  await synth();
  const diff = () => cli('diff', '--against', dist, '--fleet', folder);
  expect(await diff()).toMatchObject({ code: 0, out: 'No difference in meaning.' });
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('hello:1.0', 'hello:1.1'));
  const { code, out } = await diff();
  expect(code).toBe(1);
  expect(out).toContain('"registry.example/hello:1.0" -> "registry.example/hello:1.1"');
});

test('two sites differ in their addresses', async () => {
  const { code, out } = await cli('diff', 'mec-1', 'cloud', '--fleet', folder);
  expect(code).toBe(1);
  expect(out).toContain('~ BGPPeer.metallb.io metallb-system/border-1 spec.peerASN: 64701 -> 64702');
  expect(out).toContain('data.agent.json.site: "mec-1" -> "cloud"');
});

test('what a router has is compared once, though its files hold it by daemon, too', async () => {
  const { out } = await cli('diff', 'mec-1', 'cloud', '--fleet', folder);
  expect(out).toContain(' border-1/frr.conf router bgp 64701');
  expect(out).not.toContain('/split/');
});
