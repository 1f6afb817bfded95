import { images } from '../../../lib/constructs/objects/images';
import { hasAllOf, imageReference, knownContent } from '../../../lab/src/images';
import { differenceFromName } from '../../../lab/src/images/difference';

test.each([
  ['node:22-alpine', 'docker.io/library/node:22-alpine'],
  ['nginxinc/nginx-unprivileged:1.27-alpine', 'docker.io/nginxinc/nginx-unprivileged:1.27-alpine'],
  ['quay.io/frrouting/frr:10.5.3', 'quay.io/frrouting/frr:10.5.3'],
  ['localhost/app', 'localhost/app:latest'],
  ['registry:5000/app', 'registry:5000/app:latest'],
  [`node:22.1-alpine@sha256:${'0'.repeat(64)}`, `docker.io/library/node@sha256:${'0'.repeat(64)}`],
  [`registry:5000/a/app:1@sha256:${'0'.repeat(64)}`, `registry:5000/a/app@sha256:${'0'.repeat(64)}`],
  [`app@sha256:${'0'.repeat(64)}`, `docker.io/library/app@sha256:${'0'.repeat(64)}`],
])('%s is looked up as %s', (name, reference) => {
  expect(imageReference(name)).toBe(reference);
});

test.each([
  ['quay.io/metallb/controller:v0.16.1', 'metallb-controller'],
  ['mirror.example:5000/metallb/speaker:v0.16.1', 'metallb-speaker'],
  ['nginxinc/nginx-unprivileged:1.27-alpine', 'nginx'],
  ['node:22-alpine', 'node'],
  [images.node, 'node'],
  [images.nginx, 'nginx'],
  ['anycast-mec.lab/pause:1', 'pause'],
])('%s is known to hold %s', (name, content) => {
  expect(knownContent(name)).toBe(content);
});

test.each([
  ['quay.io/frrouting/frr:10.5.3', '/usr/lib/frr/bfdd', 'bfdd'],
  ['quay.io/frrouting/frr:10.5.3', '/etc/frr_reloader/frr-reloader.sh', 'frr'],
  ['quay.io/frrouting/frr:10.5.3', undefined, 'frr'],
  ['quay.io/metallb/speaker:v0.16.1', '/speaker', 'metallb-speaker'],
  ['quay.io/metallb/speaker:v0.16.1', '/cp-tool', 'metallb-frr-speaker'],
])('of %s the program %s needs %s', (name, program, content) => {
  expect(knownContent(name, program)).toBe(content);
});

test('a whole has all that a part has, and not the other way round', () => {
  expect(hasAllOf('frr', 'bfdd')).toBe(true);
  expect(hasAllOf('bfdd', 'bfdd')).toBe(true);
  expect(hasAllOf('bfdd', 'frr')).toBe(false);
  expect(hasAllOf(undefined, 'bfdd')).toBe(false);
});

test.each(['registry.example/sensors:1.0', 'registry.example/node:1', 'registry.example/my-nginx:1'])(
  '%s is an operator’s own',
  (name) => {
    expect(knownContent(name)).toBeUndefined();
  },
);

describe('what is told of a difference', () => {
  const frr = { version: '8.4.4', description: 'FRR 8.4.4 of Debian' };

  test('is nothing where the tag says the version', () => {
    expect(differenceFromName({ name: 'quay.io/frrouting/frr:8.4.4', content: 'bfdd' }, frr)).toBeUndefined();
    expect(differenceFromName({ name: 'quay.io/frrouting/frr:v8.4', content: 'bfdd' }, frr)).toBeUndefined();
    expect(differenceFromName({ name: 'quay.io/frrouting/frr:latest', content: 'bfdd' }, frr)).toBeUndefined();
  });

  test('is what it is where the tag says another version', () => {
    const name = 'quay.io/frrouting/frr:10.5.3';
    expect(differenceFromName({ name, content: 'bfdd' }, frr)).toBe(`${name} is FRR 8.4.4 of Debian`);
    expect(differenceFromName({ name: 'frr:8.4.40', content: 'bfdd' }, frr)).toBe('frr:8.4.40 is FRR 8.4.4 of Debian');
  });

  test('is told without the digest', () =>
    expect(differenceFromName({ name: images.frr, content: 'bfdd' }, frr)).toBe(
      'quay.io/frrouting/frr:10.5.3 is FRR 8.4.4 of Debian',
    ));

  test('is told of every workload for which the sample application stands, but not of the lab’s own', () => {
    const sample = { description: "the lab's sample application" };
    expect(differenceFromName({ name: 'registry.example/a:1', content: 'sample-application' }, sample)).toBe(
      "registry.example/a:1 is the lab's sample application",
    );
    expect(differenceFromName({ name: 'anycast-mec.lab/probe:1', content: 'sample-application' }, sample)).toBeUndefined();
  });
});
