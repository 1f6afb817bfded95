import { standardSite } from '../constructs/standard-site';
import type { Fleet } from '../fleet';
import { missingSecrets, placeholderSecrets, secretOrigin, secretsFrom } from '../routers';
import type { MissingSecret, SecretResolver } from '../routers';
import { FleetFiles, sharesOf } from './fleet-files';
import type { Share, SiteProgram } from './fleet-files';
import type { EncodedFile, OutputFile } from './output/output-file';
import { writeOutput } from './output/write-output';
import type { WriteResult } from './output/write-output';
import { chosenSites, sitesOfEnvironment } from './site-choice';
import { SharedWork } from './threads/shared-work';

/** Fewest sites that are made by several threads: below, one is done before others have started. */
const fewestSites = 200;

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
    private readonly program?: SiteProgram,
    private readonly options: MecAppOptions = {},
  ) {}

  /**
   * Makes all files in memory; writes nothing.
   *
   * @throws Error with every secret that cannot be had; or naming the site if its program fails or what it made is invalid
   */
  public render(): OutputFile[] {
    const chosen = this.chosen();
    this.requireSecrets(chosen);
    return [...eachOf(this.files(), sharesOf(this.fleet, chosen))];
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
    const result = writeOutput(this.eachFile(chosen), folder, {
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

  private files(): FleetFiles {
    return new FleetFiles(this.fleet, this.program ?? ((mec) => standardSite(mec)), () => this.secrets());
  }

  /** The files one after the other, made by several threads where that is worth it: no program of the operator can be handed to them. */
  private eachFile(chosen: ReadonlySet<string> | undefined): Iterable<OutputFile | EncodedFile> {
    this.requireSecrets(chosen);
    const shares = sharesOf(this.fleet, chosen);
    const own = this.files();
    const secrets = this.program === undefined && secretOrigin(this.secrets());
    if (!secrets || (chosen?.size ?? this.fleet.sites.length) < fewestSites) return eachOf(own, shares);
    return new SharedWork(shares, own, { description: this.fleet.description, secrets }).files();
  }

  /** @throws Error with every secret that the chosen sites need and that cannot be had */
  private requireSecrets(chosen: ReadonlySet<string> | undefined): void {
    const paths = chosen && this.fleet.sites.filter(({ name }) => chosen.has(name)).map(({ path }) => `${path}.`);
    const isUsed = (path: string) => paths?.some((start) => path.startsWith(start)) ?? true;
    const missing = missingSecrets(this.fleet, this.secrets(), isUsed);
    if (missing.length) throw new Error(told(missing));
  }

  private secrets(): SecretResolver {
    if (this.options.secrets) return this.options.secrets;
    if (process.env.ANYCAST_MEC_SECRETS === 'placeholder') return placeholderSecrets;
    return secretsFrom(this.options.baseDir ?? process.cwd());
  }
}

function* eachOf(files: FleetFiles, shares: readonly Share[]): Generator<OutputFile> {
  for (const share of shares) yield* files.of(share);
}

/** Most secrets that are told one by one. */
const mostTold = 10;

function told(missing: readonly MissingSecret[]): string {
  const lines = missing.slice(0, mostTold).map(({ name, usedBy, reason }) => {
    const [first = '', ...others] = usedBy;
    return `  ${name}, used by ${first}${others.length ? ` and ${others.length} more` : ''}: ${reason}`;
  });
  if (missing.length > mostTold) lines.push(`  and ${missing.length - mostTold} more`);
  return [
    `${missing.length} of the fleet's secrets cannot be had:`,
    ...lines,
    "remedy: 'anycast-mec secrets --create' makes missing files, 'anycast-mec secrets' lists all; to see the output without them: --secrets placeholder",
  ].join('\n');
}
