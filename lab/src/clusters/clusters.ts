import { join } from 'node:path';
import { manifestFiles } from 'anycast-mec/contract';
import type { ComponentName } from '../components';
import { imagesFor } from '../images';
import type { ImageFile, ImageNeed } from '../images';
import { phase } from '../model/progress';
import type { Progress } from '../model/progress';
import { clusterDns } from './cluster-dns';
import { ClusterSite } from './cluster-site';
import { prepareImages } from './hosts/image-store';
import { manifestSecrets } from './manifest-secrets';
import type { ClustersOptions, SharedByClusters, SharedImages } from './shared';
import { siteManifests } from './site-manifests';
import type { ManifestFile } from './manifest-file';
import { standIns } from './stand-ins';
import { workloadImages } from './workload-images';

/** The clusters of all sites: what they share is made once, by whoever needs it first. */
export class Clusters implements SharedByClusters {
  /** By the site's name. */
  public readonly sites: ReadonlyMap<string, ClusterSite>;
  private readonly noted = new Set(['a container that crashes is started again after 1 s, every time']);
  private manifests: Promise<ReadonlyMap<string, readonly ManifestFile[]>> | undefined;
  private images: Promise<SharedImages> | undefined;

  /** @throws Error if a program is missing, with the remedy */
  public constructor(public readonly options: ClustersOptions) {
    const missing = needed.filter((name) => !options.components.have.has(name));
    if (missing.length) throw new Error(`level cluster needs ${missing.join(', ')}: ${options.components.reason ?? 'not there'}`);
    this.sites = new Map(options.fleet.sites.map((site) => [site.name, new ClusterSite(site, this)]));
  }

  /** What is otherwise than in production: images whose content is not what their name says, stand-ins. Complete when all sites have started. */
  public get notes(): string[] {
    return [...this.noted];
  }

  /** Absolute path of a program. @throws Error if it is not there */
  public program(name: ComponentName): string {
    const path = this.options.components.have.get(name);
    if (path === undefined) throw new Error(`${name} is not there: ${this.options.components.reason ?? ''}`);
    return path;
  }

  /** Everything that is applied at a site, in the order of its files. */
  public async manifestsOf(site: string, progress: Progress): Promise<readonly ManifestFile[]> {
    this.manifests ??= phase(progress, 'manifests', () => this.makeManifests());
    return (await this.manifests).get(site) ?? [];
  }

  /** The images that all hosts have. */
  public sharedImages(progress: Progress): Promise<SharedImages> {
    this.images ??= this.makeImages(progress);
    return this.images;
  }

  /** Image files for these needs, noting what is not what its name says. */
  public async imageFiles(needs: readonly ImageNeed[]): Promise<ImageFile[]> {
    const files = await imagesFor(needs, { components: this.options.components });
    for (const { differsFromName } of files) if (differsFromName !== undefined) this.noted.add(differsFromName);
    return files;
  }

  private async makeManifests(): Promise<ReadonlyMap<string, readonly ManifestFile[]>> {
    const { fleet, file, secrets } = this.options;
    if (this.options.agent === false) this.noted.add('the failover agent is left out');
    const warn = (message: string) => void this.noted.add(message);
    const written = await siteManifests({ fleet, ...(file !== undefined && { file }), warn });
    return new Map(
      fleet.sites.map((site) => {
        const agent = this.options.agent ?? true;
        const own = (written.get(site.name) ?? []).filter(({ file: name }) => agent || name !== manifestFiles.agent);
        const { files: stands, notes } = standIns(site, own);
        for (const note of notes) this.noted.add(note);
        const all = [...own, clusterDns(site), ...manifestSecrets(site, own, secrets), ...stands];
        return [site.name, all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))];
      }),
    );
  }

  private async makeImages(progress: Progress): Promise<SharedImages> {
    const sites = await Promise.all(this.options.fleet.sites.map(({ name }) => this.manifestsOf(name, progress)));
    return phase(progress, 'images', async () => {
      const { common, workloads } = workloadImages(sites.flat(), this.options.fleet.services);
      // One sample application for all, so that what hosts have of their own shares its unpacked content.
      const files = await this.imageFiles([...common, ...workloads]);
      const root = await prepareImages(join(this.options.folder, 'images'), [...new Set(files.map(({ path }) => path))]);
      return { root, files };
    });
  }
}

/** The file of the failover agent, in what synth writes. */

const needed: readonly ComponentName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kube-proxy',
  'metallb-controller',
  'metallb-speaker',
  'coredns',
  'sample-application',
  'pause',
];
