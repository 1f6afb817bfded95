import { ManifestYaml } from '../synth/manifest-yaml';
import type { OutputFile } from '../synth';
import { applicationSet } from './argocd';
import type { ExportedSite, GitSource } from './exported-site';
import { fluxObjects } from './flux';

/** The engines that an export is made for. */
export const gitopsEngines = ['argocd', 'flux'] as const;
/** See {@link gitopsEngines}. */
export type GitopsEngine = (typeof gitopsEngines)[number];

/** Everything that stands in the repository: what the engine reads first, and the manifests by site. */
export function gitopsFiles(
  engine: GitopsEngine,
  fleet: string,
  sites: readonly ExportedSite[],
  source: GitSource,
): OutputFile[] {
  const yaml = new ManifestYaml();
  const objects = engine === 'argocd' ? [applicationSet(fleet, sites, source)] : fluxObjects(fleet, sites, source);
  const name = engine === 'argocd' ? 'argocd/applicationset.yaml' : 'flux/kustomizations.yaml';
  return [
    { path: name, content: yaml.documents(objects), mode: 0o644 },
    ...sites.flatMap((site) => site.files.map((file) => ({ ...file, path: `sites/${site.name}/${file.path}` }))),
  ];
}
