import { Construct } from 'constructs';
import { givenOver } from '../fleet/description/given-over';
import type { FleetModel, Site } from '../fleet/model';
import { defaultNamespaces } from '../contract/namespaces';
import type { SharedNamespaces } from '../contract/namespaces';
import { constructKind, kindOf } from './objects/construct-kind';
import type { RegisteredService } from './service/registered-service';

/** Names of the namespaces that the constructs of a cluster share. @default - metallb-system, anycast-bfd, anycast-agent */
export type ClusterNamespaces = Partial<SharedNamespaces>;

/** Properties of a {@link MecCluster}. */
export interface MecClusterProps {
  /** The site, which supplies the defaults of everything below. @default - none: everything below has explicit properties */
  readonly site?: Site;
  /** The fleet that the site belongs to. @default - none */
  readonly fleet?: FleetModel;
  readonly namespaces?: ClusterNamespaces;
}

/**
 * One site: the scope in which constructs find their defaults and each other. It makes no object of its own.
 *
 * @example
 * const chart = new Chart(app, 'mec-1');
 * const mec = new MecCluster(chart, 'mec', { site: fleet.site('mec-1'), fleet });
 * new AnycastService(mec, 'sensors');
 */
export class MecCluster extends Construct {
  /** @internal */
  public readonly [constructKind] = 'MecCluster' as const;

  public readonly site?: Site;
  public readonly fleet?: FleetModel;
  public readonly namespaces: SharedNamespaces;
  private readonly registered: RegisteredService[] = [];
  private readonly watchers: ((service: RegisteredService) => void)[] = [];

  public constructor(scope: Construct, id: string, props: MecClusterProps = {}) {
    super(scope, id);
    if (props.site) this.site = props.site;
    if (props.fleet) this.fleet = props.fleet;
    this.namespaces = givenOver(defaultNamespaces, props.namespaces ?? {});
  }

  /** Whether a value is a MecCluster, also one of another copy of this package. */
  public static isMecCluster(this: void, value: unknown): value is MecCluster {
    return kindOf(value) === 'MecCluster';
  }

  /** The cluster that a construct stands in, undefined if it stands alone. */
  public static find(scope: Construct): MecCluster | undefined {
    return scope.node.scopes.reverse().find(MecCluster.isMecCluster);
  }

  /**
   * The cluster that a construct stands in.
   *
   * @throws Error if it stands in none.
   */
  public static of(scope: Construct): MecCluster {
    const found = MecCluster.find(scope);
    if (!found)
      throw new Error(
        `construct '${scope.node.path}': stands in no MecCluster; make it below one, or give its properties explicitly`,
      );
    return found;
  }

  /** The Services that the failover agent watches; a copy. */
  public get services(): RegisteredService[] {
    return [...this.registered];
  }

  /** Registers a Service with the failover agent of this cluster, whichever of the two is made first. */
  public register(service: RegisteredService): void {
    this.registered.push(service);
    for (const watcher of this.watchers) watcher(service);
  }

  /** Calls back for every Service registered so far and later. */
  public onRegister(watcher: (service: RegisteredService) => void): void {
    this.registered.forEach(watcher);
    this.watchers.push(watcher);
  }
}
