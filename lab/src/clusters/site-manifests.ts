import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { MecApp, placeholderSecrets, standardSite, synthesize } from 'anycast-mec';
import type { Fleet, MecCluster, Site } from 'anycast-mec';
import type { KubernetesObject } from 'anycast-mec/clients';
import { manifestFiles } from 'anycast-mec/contract';
import { parseAllDocuments } from 'yaml';
import { metallbFile } from '../components';
import { takingAnyCertificate, watchesServices, watchingAlso } from './agent-configuration';
import { probeServices } from '../model/probe-service';
import type { ManifestFile } from './manifest-file';

type MetalLBMode = Site['metallb']['mode'];

/** Where the manifests of a fleet come from. */
export interface ManifestSource {
  /** The fleet as it runs in the lab. */
  readonly fleet: Fleet;
  /** The operator's fleet file; a `cdk8s.yaml` beside it names the program. @default - none: everything that the fleet describes */
  readonly file?: string;
  /** Takes what the operator should know. */
  readonly warn: (message: string) => void;
}

/**
 * The manifests of every site, as synth writes them, by the site's name. What the operator's program does not make and the lab needs,
 * the library makes in the same way: MetalLB itself from its upstream manifest, and the lab's own service.
 *
 * @throws FleetError if the fleet is wrong; Error if the program fails or MetalLB's manifest cannot be had
 */
export async function siteManifests(source: ManifestSource): Promise<Map<string, ManifestFile[]>> {
  const complete = byLibrary(source.fleet, await installManifests(source.fleet));
  const { file } = source;
  const ofProgram = file !== undefined && existsSync(join(dirname(resolve(file)), 'cdk8s.yaml')) && byProgram(file, source);
  return new Map(
    [...complete].map(([site, files]) => {
      const all = ofProgram ? joined(ofProgram.get(site) ?? [], files, source.fleet) : files;
      return [site, all.map(takingAnyCertificate)];
    }),
  );
}

/** MetalLB's upstream manifest of each mode that the fleet's sites have. @throws Error if the lab runs no such mode */
async function installManifests({ sites }: Fleet): Promise<ReadonlyMap<MetalLBMode, string>> {
  const unknown = sites.filter(({ metallb }) => metallb.mode === 'frr-k8s').map(({ name }) => name);
  if (unknown.length)
    throw new Error(
      `metallb.mode of ${unknown.join(', ')}: frr-k8s; level cluster runs native and frr; remedy: one of these, or --level routers`,
    );
  const modes = [...new Set(sites.map(({ metallb }) => metallb.mode))];
  const files = modes.map(async (mode) => [mode, await metallbFile(`config/manifests/metallb-${mode}.yaml`)] as const);
  return new Map(await Promise.all(files));
}

function byLibrary(fleet: Fleet, manifests: ReadonlyMap<MetalLBMode, string>): Map<string, ManifestFile[]> {
  const site = (mec: MecCluster) => {
    const manifest = mec.site && manifests.get(mec.site.metallb.mode);
    standardSite(mec, manifest === undefined ? {} : { peering: { install: { manifest } } });
  };
  const program = new MecApp(fleet, site, { secrets: placeholderSecrets });
  const files = program.render().map(({ path, content }) => ({ path, content }));
  return grouped(files);
}

function byProgram(file: string, { fleet, warn }: ManifestSource): Map<string, ManifestFile[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'anycast-mec-'));
  try {
    synthesize(file, fleet, { outdir, force: true, secrets: 'placeholder' }, warn);
    const paths = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
    return grouped(paths.map((path) => ({ path, content: readFileSync(join(outdir, path), 'utf8') })));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function grouped(files: readonly { readonly path: string; readonly content: string }[]): Map<string, ManifestFile[]> {
  const sites = new Map<string, ManifestFile[]>();
  for (const { path, content } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const [, site, file] = /^([^/]+)\/kubernetes\/([^/]+\.yaml)$/.exec(path) ?? [];
    if (site === undefined || file === undefined) continue;
    sites.set(site, [...(sites.get(site) ?? []), { file, objects: objectsOf(content) }]);
  }
  return sites;
}

/** The objects of a file of YAML. */
export function objectsOf(text: string): KubernetesObject[] {
  const documents = parseAllDocuments(text, { version: '1.1' });
  return 'empty' in documents ? [] : documents.flatMap((document) => (document.toJS() as KubernetesObject | null) ?? []);
}

/** The operator's files, and of the library's those objects that the lab needs and the operator's program did not make. */
function joined(own: readonly ManifestFile[], complete: readonly ManifestFile[], fleet: Fleet): ManifestFile[] {
  const made = new Set(own.flatMap(({ objects }) => objects.map(identity)));
  const added = new Set(probeServices(fleet).map(({ name }) => manifestFiles.service(name)));
  const installs = own.some(({ objects }) =>
    objects.some(({ kind, metadata }) => kind === 'DaemonSet' && metadata.name === 'speaker'),
  );
  const labNamespaces = new Set(
    complete.flatMap(({ file, objects }) => (added.has(file) ? objects.map(({ metadata }) => metadata.namespace) : [])),
  );
  const wanted = complete.filter(({ file }) => added.has(file) || (file === manifestFiles.metallb && !installs));
  const namespaces = new Set(wanted.flatMap(({ objects }) => objects.map(({ metadata }) => metadata.namespace)));
  const spaces = complete.flatMap(({ file, objects }) =>
    file === manifestFiles.namespaces ? [{ file, objects: objects.filter(({ metadata }) => namespaces.has(metadata.name)) }] : [],
  );
  const roles = complete.flatMap(({ file, objects }) =>
    file === manifestFiles.agent && watchesServices(own)
      ? [{ file, objects: objects.filter(({ metadata }) => labNamespaces.has(metadata.namespace)) }]
      : [],
  );
  const missing = [...spaces, ...wanted, ...roles].map(({ file, objects }) => ({
    file,
    objects: objects.filter((object) => !made.has(identity(object))),
  }));
  // Sorting is stable: of two files with one name the operator's comes first.
  return [...own.map((file) => watchingAlso(file, complete, labNamespaces)), ...missing]
    .filter(({ objects }) => objects.length > 0)
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

function identity({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion.split('/')[0]} ${kind} ${metadata.namespace ?? ''} ${metadata.name}`;
}
