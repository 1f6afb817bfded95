import type { SecretResolver, Site } from 'anycast-mec';
import type { KubernetesObject } from 'anycast-mec/clients';
import type { ManifestFile } from './manifest-file';

/**
 * The Secrets that a site's manifests refer to and do not hold: the TCP-MD5 password of its BGP sessions, from the same source as
 * that of the border routers.
 *
 * @throws Error if the password cannot be had
 */
export function manifestSecrets(site: Site, files: readonly ManifestFile[], secrets: SecretResolver): ManifestFile[] {
  const { hostPassword } = site;
  if (hostPassword === undefined) return [];
  const names = new Map<string, KubernetesObject>();
  for (const { kind, metadata, spec } of files.flatMap(({ objects }) => objects)) {
    const reference = (spec as { passwordSecret?: { name?: string } } | undefined)?.passwordSecret?.name;
    if (kind !== 'BGPPeer' || reference === undefined) continue;
    names.set(`${metadata.namespace} ${reference}`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: reference, ...(metadata.namespace !== undefined && { namespace: metadata.namespace }) },
      type: 'kubernetes.io/basic-auth',
      stringData: { password: secrets(hostPassword) },
    });
  }
  return names.size > 0 ? [{ file: '05-secrets.yaml', objects: [...names.values()] }] : [];
}
