import { App, Chart } from 'cdk8s';
import { MecCluster } from '../constructs/mec-cluster';
import { manifestsOf } from '../constructs/objects/manifest-files';
import type { ManifestFile } from '../constructs/objects/manifest-files';
import { siteId } from '../constructs/objects/part-ids';
import { standardSite } from '../constructs/standard-site';
import type { Fleet } from '../fleet';
import type { Site } from '../fleet/model';
import { eachRenderedRouter, placeholderSecrets, secretsFrom } from '../routers';
import type { SecretResolver } from '../routers';
import { ManifestYaml } from './manifest-yaml';
import type { OutputFile } from './output/output-file';
import { writeOutput } from './output/write-output';
import type { WriteResult } from './output/write-output';
import { chosenSites, sitesOfEnvironment } from './site-choice';
import { validateSite } from './validate-site';

/** What runs at a site: called once a site. */
export type SiteProgram = (mec: MecCluster) => void;

/** Options of a {@link MecApp}. */
export interface MecAppOptions {
  /** Folder of the output. @default - the environment's CDK8S_OUTDIR, else ANYCAST_MEC_OUTDIR, else 'dist' */
  readonly outdir?: string;
  /** Names of the sites to make; the networks' routers are made only without it. @default - ANYCAST_MEC_SITES (comma list), else all */
  readonly sites?: readonly string[];
  /** Gives the secrets. @default - placeholders if ANYCAST_MEC_SECRETS is 'placeholder', else environment and files */
  readonly secrets?: SecretResolver;
  /** Folder that file references of secrets are relative to. @default process.cwd() */
  readonly baseDir?: string;
  /** Overwrites files that were not written by it. @default - true if ANYCAST_MEC_FORCE is '1' */
  readonly force?: boolean;
  /** Takes what the operator should know, such as edited files that were left. @default process.emitWarning */
  readonly onWarning?: (message: string) => void;
}

/** What a synth did. */
export interface SynthResult extends WriteResult {
  readonly outdir: string;
}

/**
 * The fleet's program: makes every site's manifests and every router's files.
 *
 * @example
 * new MecApp(Fleet.load('fleet.yaml'), (mec) => standardSite(mec)).synth();
 */
export class MecApp {
  /** @param program what runs at each site. @default standardSite: everything that the fleet describes */
  public constructor(
    public readonly fleet: Fleet,
    private readonly program: SiteProgram = (mec) => standardSite(mec),
    private readonly options: MecAppOptions = {},
  ) {}

  /**
   * Makes all files in memory; writes nothing.
   *
   * @throws Error naming the site if its program fails or what it made is invalid, or the reference if a secret cannot be had
   */
  public render(): OutputFile[] {
    return [...this.files(this.chosen())];
  }

  /**
   * Makes all files, then writes them: a run that fails leaves the old output as it was. Files written before and no longer made
   * are removed; with chosen sites, in their folders only.
   *
   * @param outdir folder. @default - that of the options
   * @throws Error as {@link render}; or with every path that is not its own to overwrite
   */
  public synth(outdir?: string): SynthResult {
    const { env } = process;
    const folder = outdir ?? this.options.outdir ?? (env.CDK8S_OUTDIR || env.ANYCAST_MEC_OUTDIR || 'dist');
    const chosen = this.chosen();
    const result = writeOutput(this.files(chosen), folder, {
      force: this.options.force ?? env.ANYCAST_MEC_FORCE === '1',
      ...(chosen && { owns: (path: string) => chosen.has(path.split('/')[0] ?? '') }),
    });
    const warn = this.options.onWarning ?? ((message: string) => process.emitWarning(message, 'AnycastMecWarning'));
    for (const path of result.left) warn(`${path} is made no more, but was edited since it was written: left as it is`);
    return { outdir: folder, ...result };
  }

  private chosen(): ReadonlySet<string> | undefined {
    return chosenSites(this.fleet, this.options.sites ?? sitesOfEnvironment(process.env));
  }

  /** The files one after the other: a fleet of thousands of sites needs the memory of one. */
  private *files(chosen: ReadonlySet<string> | undefined): Generator<OutputFile> {
    yield* this.manifests(chosen);
    yield* this.routerFiles(chosen);
  }

  private *manifests(chosen: ReadonlySet<string> | undefined): Generator<OutputFile> {
    const app = new App();
    const yaml = new ManifestYaml();
    for (const site of this.fleet.sites) {
      if (chosen?.has(site.name) === false) continue;
      const files = this.siteFiles(app, site);
      for (const { file, objects } of files)
        yield { path: `${site.name}/kubernetes/${file}`, content: yaml.documents(objects), mode: 0o644 };
    }
  }

  private siteFiles(app: App, site: Site): ManifestFile[] {
    const chart = new Chart(app, siteId(site.name));
    const mec = new MecCluster(chart, 'mec', { fleet: this.fleet, site });
    try {
      this.program(mec);
      validateSite(chart);
      return manifestsOf(chart);
    } catch (error) {
      throw new Error(`site ${site.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      app.node.tryRemoveChild(siteId(site.name));
    }
  }

  private *routerFiles(chosen: ReadonlySet<string> | undefined): Generator<OutputFile> {
    const rendered = eachRenderedRouter(this.fleet, {
      secrets: this.secrets(),
      ...(chosen && { only: (owner: string) => chosen.has(owner) }),
    });
    for (const { owner, name, files } of rendered)
      for (const file of files) yield { ...file, path: `${owner}/routers/${name}/${file.path}` };
  }

  private secrets(): SecretResolver {
    if (this.options.secrets) return this.options.secrets;
    if (process.env.ANYCAST_MEC_SECRETS === 'placeholder') return placeholderSecrets;
    return secretsFrom(this.options.baseDir ?? process.cwd());
  }
}
