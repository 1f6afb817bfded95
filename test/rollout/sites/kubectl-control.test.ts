import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { KubectlControl } from '../../../lib/rollout/sites/kubectl-control';

const fleet = Fleet.load('examples/minimal/fleet.yaml');
let folder: string;
let program: string;
/** Writes a program in place of kubectl, which notes how it is called. It proves what kubectl is asked for, and nothing of clusters. */
function kubectlThat(body: string): void {
  writeFileSync(program, `#!/bin/sh\necho "$@" >> ${join(folder, 'calls')}\n${body}\n`);
  chmodSync(program, 0o755);
}
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
const control = (more = {}) =>
  new KubectlControl(fleet, { program, accessTo: () => Promise.resolve({ kubeconfig: '/k', context: 'c' }), ...more });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  program = join(folder, 'kubectl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const label = '"labels":{"anycast-mec.io/route":"drain"}';
const services = `*services*) echo '{"items":[{"metadata":{"name":"hello","namespace":"hello",${label}}}]}';;`;
const noAgent = `case "$*" in ${services} *) echo '{"items":[]}';; esac`;
const running = '{"items":[{"metadata":{"name":"failover-agent"},"status":{"availableReplicas":2}}]}';
const agent = `case "$*" in ${services} *deployments*) echo '${running}';; *) echo '{"items":[]}';; esac`;
const dead = agent.replace('"availableReplicas":2', '"availableReplicas":0');

test('with an agent a drain is asked of it by an annotation, and taken back', async () => {
  kubectlThat(agent);
  await control().drain('mec-1');
  await control().restore('mec-1');
  const reach = '--kubeconfig /k --context c --request-timeout=10s';
  const rest = '--namespace hello --field-manager anycast-mec-rollout';
  expect(calls().filter((call) => !call.includes(' get '))).toEqual([
    `${reach} annotate service hello anycast-mec.io/maintenance=drain --overwrite ${rest}`,
    `${reach} annotate service hello anycast-mec.io/maintenance- ${rest}`,
  ]);
});

test.each([
  ['without an agent', noAgent],
  ['with an agent that has no pod', dead],
])('%s the route label is set, too', async (_, body) => {
  kubectlThat(body);
  await control().drain('mec-1');
  expect(calls().some((call) => call.includes('label service hello anycast-mec.io/route=drain'))).toBe(true);
});

test('a cluster that does not answer is seen as down, with the reason', async () => {
  kubectlThat('echo "The connection to the server was refused" >&2; exit 1');
  const { vips, problems } = await control().observe('mec-1');
  expect(vips).toEqual([{ service: 'hello', state: 'down', reason: 'not seen' }]);
  expect(problems).toEqual(['the cluster cannot be seen: The connection to the server was refused']);
});

test('a cluster without MetalLB says nothing of announcements', async () => {
  const refusal = `echo "error: the server doesn't have a resource type \\"servicebgpstatuses\\"" >&2; exit 1`;
  kubectlThat(`case "$*" in *servicebgp*) ${refusal};; *) echo '{"items":[]}';; esac`);
  expect((await control().observe('mec-1')).vips[0]?.reason).toBe('there is no Service hello/hello');
});

test("the operator's own check counts", async () => {
  kubectlThat(noAgent);
  const check = join(folder, 'check');
  writeFileSync(check, '#!/bin/sh\necho "no answer from $ANYCAST_MEC_VIPS at $1" >&2; exit 1\n', { mode: 0o755 });
  expect((await control({ check }).observe('mec-1')).problems).toEqual([`check ${check}: no answer from 203.0.113.1 at mec-1`]);
  writeFileSync(check, '#!/bin/sh\nexit 0\n');
  expect((await control({ check }).observe('mec-1')).problems).toEqual([]);
});

test('without kubectl it says so', async () => {
  const { problems } = await control({ program: join(folder, 'none') }).observe('mec-1');
  expect(problems[0]).toContain('remedy: install kubectl');
});
