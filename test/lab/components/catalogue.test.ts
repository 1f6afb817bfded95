import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentNames, componentsFolder, versions } from '../../../lab/src/components';
import { families, programsOf } from '../../../lab/src/components/catalogue';

const goMod = (folder: string) => readFileSync(join(componentsFolder, folder, 'go.mod'), 'utf8');

test('each program is built by one family', () => {
  expect(families.flatMap(programsOf).sort()).toEqual([...componentNames].sort());
});

test.each([
  ['etcd', 'go.etcd.io/etcd/server/v3', versions.etcd],
  ['kubernetes', 'k8s.io/kubernetes', versions.kubernetes],
  ['metallb', 'go.universe.tf/metallb', versions.metallb],
  ['coredns', 'github.com/coredns/coredns', versions.coredns],
  ['pulumi', 'github.com/pulumi/pulumi/pkg/v3', versions.pulumi],
  ['pulumi-language-nodejs', 'github.com/pulumi/pulumi/sdk/v3', versions['pulumi-language-nodejs']],
])('the go.mod of %s pins the version that the catalogue says', (folder, module, version) => {
  expect(goMod(`modules/${folder}`)).toMatch(
    new RegExp(`${module.replaceAll('.', '\\.')} v${version.replaceAll('.', '\\.')}( |$)`, 'm'),
  );
});

test('the staging modules of Kubernetes are all of its own version', () => {
  const replaced = [...goMod('modules/kubernetes').matchAll(/(k8s\.io\/\S+) => (\S+) (\S+)/g)];
  expect(replaced.length).toBeGreaterThan(30);
  for (const [, from, to, version] of replaced) {
    expect(to).toBe(from);
    expect(version).toBe(versions.kubernetes.replace(/^1/, 'v0'));
  }
});

test('Kubernetes is stamped with its version, where kubectl and the API server look for it', () => {
  const stamps = families.find(({ name }) => name === 'kubernetes')?.stamps;
  expect(stamps).toMatchObject({
    'k8s.io/component-base/version.gitVersion': `v${versions.kubernetes}`,
    'k8s.io/client-go/pkg/version.gitMinor': versions.kubernetes.split('.')[1],
  });
});

test('what no lab runs is built only where it is asked for', () => {
  expect(families.filter(({ onDemand }) => onDemand).flatMap(programsOf)).toEqual(['pulumi-language-nodejs', 'pulumi']);
});
