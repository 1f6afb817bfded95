import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentProgram, manifestsOf } from '../../lib/constructs';
import { isClusterScoped } from '../../lib/constructs/objects/cluster-scoped';
import { Fleet } from '../../lib/fleet/fleet';
import { identityOf, objectsOf } from '../../lib/testing';
import type { KubernetesObject } from '../../lib/testing';
import { clusterOf, exampleFleet, problemsOf } from './example-fleet';

const file = join(mkdtempSync(join(tmpdir(), 'agent-')), 'agent.js');
writeFileSync(file, 'console.log("agent")');

const fleets = [
  exampleFleet(),
  ...['minimal', 'thesis-testbed', 'metro', 'brownfield'].map((name) => Fleet.load(`examples/${name}/fleet.yaml`)),
];
const clusters = fleets.flatMap((fleet) =>
  fleet.sites.map((site) => clusterOf(fleet, site.name, { agent: { program: AgentProgram.fromFile(file) } })),
);
const objects = clusters.flatMap((cluster) => objectsOf(cluster));

interface Walked {
  readonly path: string;
  readonly value: unknown;
}

function walk(value: unknown, path: string): Walked[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, entry]) => walk(entry, `${path}.${key}`))
      : [];
  return [{ path, value }, ...below];
}

function podSpecs(): { owner: string; namespace: string; spec: any }[] {
  return objects
    .filter(({ kind }) => ['Deployment', 'DaemonSet'].includes(kind))
    .map((object) => ({
      owner: identityOf(object),
      namespace: object.metadata.namespace ?? '',
      spec: (object as any).spec.template.spec,
    }));
}

describe('the manifests of every site of every example', () => {
  test('come without a problem', () => expect(clusters.flatMap(problemsOf)).toEqual([]));

  test('have no empty list, no empty group and no null', () => {
    const isEmpty = (value: unknown) => value === null || (typeof value === 'object' && Object.keys(value).length === 0);
    expect(objects.flatMap((object) => walk(object, identityOf(object))).filter(({ value }) => isEmpty(value))).toEqual([]);
  });

  test('name capabilities as Kubernetes does, without CAP_', () => {
    const wrong = objects
      .flatMap((object) => walk(object, identityOf(object)))
      .filter(({ value }) => typeof value === 'string' && value.startsWith('CAP_'));
    expect(wrong).toEqual([]);
  });

  test('put cluster-wide kinds in no namespace and all others in one', () => {
    const wrong = objects.filter(({ kind, metadata }) => isClusterScoped(kind) === (metadata.namespace !== undefined));
    expect(wrong.map(identityOf)).toEqual([]);
  });

  test('put every namespaced object in a namespace that is made, or that exists already', () => {
    for (const cluster of clusters) {
      const all = objectsOf(cluster);
      const made = all.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
      const brought = cluster.services.map(({ namespace }) => namespace);
      // MetalLB is installed by something else.
      expect([...made, ...brought, 'metallb-system']).toEqual(
        expect.arrayContaining(all.flatMap(({ metadata }) => metadata.namespace ?? [])),
      );
    }
  });

  test('select pods by app.kubernetes.io labels or the labels given, never by a construct path', () => {
    expect(
      objects.flatMap((object) => walk(object, identityOf(object))).filter(({ path }) => path.includes('cdk8s.io/metadata.addr')),
    ).toEqual([]);
  });

  test('carry the standard labels', () => {
    const wrong = objects.filter(
      ({ metadata }) => (metadata['labels'] as any)?.['app.kubernetes.io/managed-by'] !== 'anycast-mec',
    );
    expect(wrong.map(identityOf)).toEqual([]);
  });

  test('resolve cluster names on host-network pods', () => {
    for (const { spec } of podSpecs()) expect(spec.dnsPolicy).toBe(spec.hostNetwork ? 'ClusterFirstWithHostNet' : undefined);
  });

  test('give every container CPU, memory and disk, and limits of memory and disk', () => {
    for (const { owner, spec } of podSpecs()) {
      for (const { name, resources } of spec.containers) {
        expect([owner, name, Object.keys(resources?.requests ?? {}), Object.keys(resources?.limits ?? {})]).toEqual([
          owner,
          name,
          ['cpu', 'ephemeral-storage', 'memory'],
          expect.arrayContaining(['memory', 'ephemeral-storage']),
        ]);
      }
    }
  });

  test('let pods do only what the pod security level of their namespace admits', () => {
    const levels = new Map(
      objects
        .filter(({ kind }) => kind === 'Namespace')
        .map(({ metadata }) => [metadata.name, (metadata['labels'] as any)['pod-security.kubernetes.io/enforce']]),
    );
    for (const { owner, namespace, spec } of podSpecs()) {
      const needsPrivilege =
        spec.hostNetwork || spec.containers.some((container: any) => container.securityContext.capabilities.add);
      expect([owner, levels.get(namespace)]).toEqual([owner, needsPrivilege ? 'privileged' : 'restricted']);
      for (const { securityContext } of spec.containers) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        if (!needsPrivilege)
          expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      }
    }
  });

  test('give pods the volumes that their containers mount, and no others', () => {
    for (const { owner, spec } of podSpecs()) {
      const mounted = new Set(spec.containers.flatMap(({ volumeMounts }: any) => volumeMounts.map(({ name }: any) => name)));
      expect([owner, ...spec.volumes.map(({ name }: any) => name).sort()]).toEqual([owner, ...[...mounted].sort()]);
    }
    expect(podSpecs().length).toBeGreaterThan(20);
  });

  test('never set a route label: it is the failover agent alone that does', () => {
    const labels = objects.flatMap(({ metadata }) => Object.keys((metadata['labels'] as object) ?? {}));
    expect(labels.filter((label) => label.startsWith('anycast-mec.io/route'))).toEqual([]);
  });

  test('come in files whose order brings every namespace first', () => {
    for (const cluster of clusters) {
      const files = manifestsOf(cluster);
      expect(files.map(({ file }) => file)).toEqual([...files.map(({ file }) => file)].sort());
      const kinds = files.map(({ objects: list }) => (list as KubernetesObject[]).some(({ kind }) => kind === 'Namespace'));
      expect(kinds.indexOf(true)).toBe(0);
      expect(kinds.lastIndexOf(true)).toBe(0);
    }
  });
});
