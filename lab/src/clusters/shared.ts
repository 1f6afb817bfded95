import type { Fleet, SecretResolver } from 'anycast-mec';
import type { ComponentName, ComponentSet } from '../components';
import type { ImageFile, ImageNeed } from '../images';
import type { Progress } from '../model/progress';
import type { LabNetwork } from '../network/lab-network';
import type { ManifestFile } from './manifest-file';

/** What the clusters of a lab are made of. */
export interface ClustersOptions {
  /** The fleet as it runs in the lab. */
  readonly fleet: Fleet;
  /** The operator's fleet file; the program that a `cdk8s.yaml` beside it names makes the manifests. @default - none: the library makes all */
  readonly file?: string;
  readonly network: LabNetwork;
  /** The secrets that the router files were rendered with. */
  readonly secrets: SecretResolver;
  readonly components: ComponentSet;
  /** A folder in memory that goes with the lab; not on an overlay. */
  readonly folder: string;
  /** Whether the failover agent runs. @default true */
  readonly agent?: boolean;
  /** Whether something else deploys the fleet's manifests: only what every cluster brings is applied then. @default false */
  readonly bare?: boolean;
  /** Cgroup of the lab, such as `/anycast-mec-demo`. */
  readonly cgroup: string;
}

/** What the hosts of all sites share. */
export interface SharedImages {
  /** Root folder of a containerd that has them, see {@link prepareImages}. */
  readonly root: string;
  /** Every image with what is in it. */
  readonly files: readonly ImageFile[];
}

/** What the clusters of all sites have in common: made once, by whoever needs it first. */
export interface SharedByClusters {
  readonly options: ClustersOptions;
  /** What is otherwise than in production; complete when all sites have started. */
  readonly notes: string[];
  /** Absolute path of a program. @throws Error if it is not there */
  program(name: ComponentName): string;
  /** Everything that is applied at a site, in the order of its files. */
  manifestsOf(site: string, progress: Progress): Promise<readonly ManifestFile[]>;
  /** The images that all hosts have. */
  sharedImages(progress: Progress): Promise<SharedImages>;
  /** Image files for these needs, noting what is not what its name says. */
  imageFiles(needs: readonly ImageNeed[]): Promise<ImageFile[]>;
}
