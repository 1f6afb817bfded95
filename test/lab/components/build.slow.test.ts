import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildStep, ComponentName } from '../../../lab/src/components';
import { buildComponents } from '../../../lab/src/components';
import { builtFolder } from '../../../lab/src/components/cache';

const folder = mkdtempSync(join(tmpdir(), 'build-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
/** An empty cache, and a PATH whose `go` is this script (test equipment: the real one needs minutes). */
function machine(go?: string) {
  const home = join(folder, `${++count}`);
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  if (go !== undefined) {
    writeFileSync(join(bin, 'go'), `#!/bin/sh\n[ "$1" = env ] && { echo go1.26.8; exit; }\n${go}`);
    chmodSync(join(bin, 'go'), 0o755);
  }
  return { XDG_CACHE_HOME: join(home, 'cache'), PATH: go === undefined ? bin : `${bin}:/usr/bin:/bin`, HOME: home };
}

const only: ComponentName[] = ['pause'];
/** Makes what the family of our own programs makes, once there is this file. */
const buildsOnce = (go = '/bin/sh') => `
[ "$1" = list ] && { echo a; echo b; exit; }
echo "go: downloading golang.org/x/sys v0.40.0" >&2
echo golang.org/x/sys/unix >&2
while [ "$1" != -o ]; do shift; done
until [ -e '${go}' ]; do sleep 0.05; done
for name in delay-line pause; do echo "$$" > "$2$name"; chmod 755 "$2$name"; done`;
const builds = buildsOnce();

describe('building', () => {
  test('makes what is missing, says how far it is, and finds it the next time', async () => {
    const environment = machine(builds);
    const steps: BuildStep[] = [];
    const set = await buildComponents({ environment, only }, (step) => steps.push(step));
    expect(set.have.get('pause')).toMatch(/\/programs-[0-9a-f]{20}-go1\.26\.8\/pause$/);
    const own = (from: readonly BuildStep[]) => from.filter(({ family }) => family === 'programs').map(({ state }) => state);
    expect(own(steps)).toEqual(['begin', 'fetch', 'compile', 'end']);
    expect(set.missing).toContain('kubelet');

    const again: BuildStep[] = [];
    await buildComponents({ environment, only }, (step) => again.push(step));
    expect(own(again)).toEqual(['have']);
  });

  test('happens once though two ask at once', async () => {
    const isWaitedFor = join(folder, 'is-waited-for');
    const environment = machine(buildsOnce(isWaitedFor));
    const steps: BuildStep[] = [];
    const tell = (step: BuildStep) => {
      steps.push(step);
      // The one that builds does not end before the other was there.
      if (step.state === 'wait') writeFileSync(isWaitedFor, '');
    };
    await Promise.all([1, 2].map(() => buildComponents({ environment, only }, tell)));
    expect(steps.filter(({ state }) => state === 'begin')).toHaveLength(1);
    expect(steps.filter(({ state }) => state === 'wait')).toHaveLength(1);
  });

  test('removes what a killed builder left and what nobody has used for a month', async () => {
    const environment = machine(builds);
    const old = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000);
    for (const [name, days] of [
      ['.unfinished-programs-x', 0],
      ['etcd-old-go1.26.8', 31],
      ['etcd-new-go1.26.8', 29],
    ] as const) {
      const path = join(builtFolder(environment), name);
      mkdirSync(path, { recursive: true });
      utimesSync(path, old(days), old(days));
    }
    await buildComponents({ environment, only });
    expect(readdirSync(builtFolder(environment)).sort()).toEqual(['etcd-new-go1.26.8', expect.stringMatching(/^programs-/)]);
  });

  test('leaves nothing when Go refuses, and says what Go said', async () => {
    const environment = machine('echo "main.go:1: syntax error" >&2; exit 1');
    await expect(buildComponents({ environment, only })).rejects.toThrow(/programs own:\nmain.go:1: syntax error/);
    expect(readdirSync(builtFolder(environment))).toEqual([]);
  });

  test.each([
    ['no Go', undefined, /no 'go' in PATH.*ANYCAST_MEC_COMPONENTS/],
    ['an old Go', 'echo "go: go.mod requires go >= 1.26 (running go 1.19)" >&2; exit 1', /remedy: install a later Go/],
    ['no way to the modules', 'echo "dial tcp: lookup proxy.golang.org: no such host" >&2; exit 1', /set GOPROXY or HTTPS_PROXY/],
    ['a full disk', 'echo "write x: no space left on device" >&2; exit 1', /free about 7 GB/],
  ])('names the remedy for %s', async (_name, go, message) => {
    await expect(buildComponents({ environment: machine(go), only })).rejects.toThrow(message);
  });
});
