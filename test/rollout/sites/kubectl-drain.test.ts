import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { KubectlControl } from '../../../lib/rollout/sites/kubectl-control';

const fleet = Fleet.load('examples/minimal/fleet.yaml');
let folder: string;
const program = () => join(folder, 'kubectl');
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
const control = (more: object = {}) =>
  new KubectlControl(fleet, { program: program(), accessTo: () => Promise.resolve({}), ...more });

/** A program in place of kubectl: it notes its calls, and answers a list of services by how often it was asked for one. */
function kubectl(services: readonly string[], others = `echo '{"items":[]}'`): void {
  const answers = services.map((answer, index) => `${index + 1}) echo '{"items":[${answer}]}';;`).join(' ');
  const last = `*) echo '{"items":[${services.at(-1) ?? ''}]}';;`;
  const count = `n=$(grep -c 'get services' ${join(folder, 'calls')})`;
  const body = `case "$*" in *"get services"*) ${count}; case $n in ${answers} ${last} esac;; *) ${others};; esac`;
  writeFileSync(program(), `#!/bin/sh\necho "$@" >> ${join(folder, 'calls')}\n${body}\n`);
  chmodSync(program(), 0o755);
}
const service = (labels: object, namespace = 'hello', name = 'hello') =>
  JSON.stringify({ metadata: { name, namespace, labels } });
const drained = service({ 'anycast-mec.io/route': 'drain' });

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kubectl-'))));
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('a site is looked at by these calls, without a context where none is named', async () => {
  kubectl([drained]);
  await control().observe('mec-1');
  expect(calls().sort()).toEqual(
    [
      'services -A -l anycast-mec.io/anycast',
      'endpointslices -A',
      'deployments -A -l app.kubernetes.io/component=failover-agent',
      'servicebgpstatuses.metallb.io -A',
    ]
      .map((what) => `--request-timeout=10s get ${what} --output json`)
      .sort(),
  );
});

test('speakers are not asked where they are not to count', async () => {
  kubectl([drained]);
  await control({ announcements: false }).observe('mec-1');
  expect(calls().some((call) => call.includes('servicebgpstatuses'))).toBe(false);
});

test('what goes wrong with the announcements is told, unless the cluster does not know them', async () => {
  kubectl([drained], `case "$*" in *servicebgp*) echo refused >&2; exit 1;; *) echo '{"items":[]}';; esac`);
  expect((await control().observe('mec-1')).problems).toEqual(['the cluster cannot be seen: refused']);
});

describe('a drain ends', () => {
  const looks = () => calls().filter((call) => call.includes('get services')).length;

  test('when the label is seen', async () => {
    kubectl([service({}), service({}), drained]);
    await control().drain('mec-1');
    expect(looks()).toBe(3);
  });

  test.each([
    ['another namespace', service({ 'anycast-mec.io/route': 'drain' }, 'other')],
    ['another name', service({ 'anycast-mec.io/route': 'drain' }, 'hello', 'other')],
    ['a Service without labels', JSON.stringify({ metadata: { name: 'hello', namespace: 'hello' } })],
  ])('not when it is seen at %s', async (_, other) => {
    kubectl([other, `${other},${drained}`]);
    await control().drain('mec-1');
    expect(looks()).toBe(2);
  });

  test('with an error when it is not seen in time', async () => {
    kubectl([service({})]);
    let now = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 20_000));
    await expect(control().drain('mec-1')).rejects.toThrow(
      'the failover agent did not drain hello within 30 s; remedy: look at its log',
    );
    expect(looks()).toBe(2);
  });
});

test('a restore without an agent takes the label away, too', async () => {
  kubectl([drained]);
  await control().restore('mec-1');
  expect(calls().some((call) => call.includes('label service hello anycast-mec.io/route- --namespace hello'))).toBe(true);
});
