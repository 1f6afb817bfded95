import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { upstream } from '../../constructs/upstream-metallb';
import type { Cluster } from '../stand-in-provider/cluster';

/** Makes the namespace of MetalLB on an API server, defines its kinds, from its Go module, and waits until they are served. */
export async function defineMetalLB(cluster: Cluster): Promise<void> {
  const folder = join(upstream.folder, '..', 'crd', 'bases');
  const objects = readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => document.toJS()),
  );
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'metallb-system' } };
  await cluster.call('POST', '/api/v1/namespaces', namespace);
  for (const object of objects) {
    await cluster.call('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', object);
  }
  for (const { spec } of objects) {
    const [group, kind] = [spec.group as string, spec.names.kind as string];
    const version = spec.versions.find((entry: any) => entry.storage).name as string;
    for (
      let attempt = 0;
      !(await cluster.pathOf({ apiVersion: `${group}/${version}`, kind, metadata: { name: 'x' } }));
      attempt += 1
    ) {
      if (attempt > 100) throw new Error(`${kind} is not served`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
