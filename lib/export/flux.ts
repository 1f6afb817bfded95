import type { ExportedSite, GitSource } from './exported-site';
import { siteObjectName } from './name-findings';

/** How long a site may take to become ready before its wave has failed. */
const timeout = '10m';

/** What is checked out: Flux tells a commit, a full name of a reference and a branch apart by the key (GitRepositoryRef). */
function refOf(revision: string): object {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  return revision.startsWith('refs/') ? { name: revision } : { branch: revision };
}

/**
 * A GitRepository and a Kustomization a site for Flux. Each waits until every site of the wave before it is ready at the same revision.
 * The kubeconfig of a site is read from the Secret `<site>-kubeconfig`, key `value`.
 */
export function fluxObjects(fleet: string, sites: readonly ExportedSite[], source: GitSource): object[] {
  const namespace = 'flux-system';
  const before = (wave: number) => {
    const earlier = Math.max(0, ...sites.map((site) => site.wave).filter((other) => other < wave));
    return sites.filter((site) => site.wave === earlier).map(({ name }) => ({ name: siteObjectName(fleet, name) }));
  };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: fleet, namespace },
      spec: { interval: '1m', url: source.repository, ref: refOf(source.revision) },
    },
    ...sites.map(({ name, wave }) => {
      const dependsOn = before(wave);
      return {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: siteObjectName(fleet, name), namespace },
        spec: {
          interval: '10m',
          timeout,
          // Ready means that the objects are, not only that they were accepted.
          wait: true,
          prune: true,
          path: `./${source.path}/sites/${name}`,
          sourceRef: { kind: 'GitRepository', name: fleet },
          kubeConfig: { secretRef: { name: `${name}-kubeconfig` } },
          ...(dependsOn.length && { dependsOn }),
        },
      };
    }),
  ];
}
