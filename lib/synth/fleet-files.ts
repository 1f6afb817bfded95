import { App, Chart } from 'cdk8s';
import { MecCluster } from '../constructs/mec-cluster';
import { manifestsOf } from '../constructs/objects/manifest-files';
import type { ManifestFile } from '../constructs/objects/manifest-files';
import { siteId } from '../constructs/objects/part-ids';
import type { FleetModel, Site } from '../fleet/model';
import { eachRenderedRouter } from '../routers';
import type { SecretResolver } from '../routers';
import { ManifestYaml } from './manifest-yaml';
import type { OutputFile } from './output/output-file';
import { validateSite } from './validate-site';

/** What runs at a site: called once a site. */
export type SiteProgram = (mec: MecCluster) => void;

/** A part of a fleet's files that is made in one go. */
export interface Share {
  readonly part: 'manifests' | 'routers';
  /** Names of sites; of routers also of a network. */
  readonly owners: readonly string[];
}

/** Sites of a share: few enough that threads end together, many enough that handing them over costs nothing beside making them. */
const sitesOfShare = 8;

/**
 * The files of a fleet, share by share.
 *
 * @param chosen names of sites; the networks' routers are made only without it
 */
export function sharesOf(fleet: FleetModel, chosen: ReadonlySet<string> | undefined): Share[] {
  const isWanted = ({ name }: { readonly name: string }) => chosen?.has(name) ?? true;
  const sites = fleet.sites.filter(isWanted).map(({ name }) => name);
  const groups = Array.from({ length: Math.ceil(sites.length / sitesOfShare) }, (_, index) =>
    sites.slice(index * sitesOfShare, (index + 1) * sitesOfShare),
  );
  const networks = fleet.networks.filter(isWanted).map(({ name }) => [name]);
  return [
    ...groups.map((owners): Share => ({ part: 'manifests', owners })),
    ...[...groups, ...networks].map((owners): Share => ({ part: 'routers', owners })),
  ];
}

/** Makes the files of a fleet. */
export class FleetFiles {
  private readonly app = new App();
  private readonly yaml = new ManifestYaml();
  private readonly sites: ReadonlyMap<string, Site>;

  public constructor(
    private readonly fleet: FleetModel,
    private readonly program: SiteProgram,
    private readonly secrets: () => SecretResolver,
  ) {
    this.sites = new Map(fleet.sites.map((site) => [site.name, site]));
  }

  /**
   * The files of a share one after the other: a fleet of thousands of sites needs the memory of one.
   *
   * @throws Error naming the site if its program fails or what it made is invalid, or the reference if a secret cannot be had
   */
  public *of({ part, owners }: Share): Generator<OutputFile> {
    if (part === 'manifests') for (const owner of owners) yield* this.manifests(owner);
    else yield* this.routers(new Set(owners));
  }

  private *manifests(name: string): Generator<OutputFile> {
    const site = this.sites.get(name);
    if (!site) return;
    for (const { file, objects } of this.siteFiles(site))
      yield { path: `${name}/kubernetes/${file}`, content: this.yaml.documents(objects), mode: 0o644 };
  }

  private siteFiles(site: Site): ManifestFile[] {
    const chart = new Chart(this.app, siteId(site.name));
    const mec = new MecCluster(chart, 'mec', { fleet: this.fleet, site });
    try {
      this.program(mec);
      validateSite(chart);
      return manifestsOf(chart);
    } catch (error) {
      throw new Error(`site ${site.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      this.app.node.tryRemoveChild(siteId(site.name));
    }
  }

  private *routers(owners: ReadonlySet<string>): Generator<OutputFile> {
    const rendered = eachRenderedRouter(this.fleet, { secrets: this.secrets(), only: (owner) => owners.has(owner) });
    for (const { owner, name, files } of rendered)
      for (const file of files) yield { ...file, path: `${owner}/routers/${name}/${file.path}` };
  }
}
