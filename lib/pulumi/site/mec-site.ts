import * as pulumi from '@pulumi/pulumi';
import type { Provider } from '@pulumi/kubernetes/provider';
import { ApiObject, App, Chart } from 'cdk8s';
import { MecCluster, standardSite } from '../../constructs';
import { partIds } from '../../constructs/objects/part-ids';
import { standardLabels } from '../../constructs/objects/standard-labels';
import type { FailoverBudget } from '../../fleet';
import type { Manifest } from '../bridge/manifest';
import { boundError } from '../bridge/problems';
import { registerTree } from '../bridge/register';
import { deliverRouters } from '../routers/router-delivery';
import { siteProvider } from './cluster';
import type { MecSiteArgs } from './mec-site-args';
import { prepareSite } from './prepare';
import type { PreparedSite } from './prepare';
import { siteOutputs } from './site-outputs';
import type { SessionOutput } from './site-outputs';

/**
 * One site of a fleet, deployed: the same program at every site, through a provider that reaches this site's cluster and no other.
 *
 * Logical names are the same at every site (`mec/sensors/service`), because the stack tells the sites apart; a program that deploys
 * several sites in one stack gives each component the name of its site.
 *
 * It does not deploy what stands on routers unless told, and it does not install MetalLB unless the program does.
 *
 * @example
 * new MecSite('mec', { fleet: 'fleet.yaml', site: pulumi.getStack(), cluster: { kubeconfig: '~/.kube/mec-1' } });
 */
export class MecSite extends pulumi.ComponentResource {
  /** Addresses by service. */
  public readonly vips: Readonly<Record<string, readonly string[]>>;
  /** The BGP sessions of the site. */
  public readonly sessions: readonly SessionOutput[];
  /** SHA-256 of the router files, by `<router>/<file>`. */
  public readonly routerFiles: Readonly<Record<string, string>>;
  /** How long each kind of failure takes clients away, at most. */
  public readonly budget: FailoverBudget;
  /** The provider of its cluster; undefined where the options of the component gave one. */
  public readonly provider?: Provider;
  /** Every object by its logical name: `mec/sensors/service`. */
  public readonly resources: ReadonlyMap<string, Manifest>;
  /** What identifies every component and object; see `frozenNames`. */
  public readonly names: Readonly<Record<string, string>>;

  /**
   * @param name of the component and of the MecCluster: first part of all logical names
   * @throws RunError before there is any resource: fleet with errors, unknown site, no way to the cluster, missing secrets, all at once
   * @throws ResourceError with everything that the constructs find wrong
   */
  public constructor(name: string, args: MecSiteArgs, options: pulumi.ComponentResourceOptions = {}) {
    const prepared = prepareSite(args, options.provider !== undefined || options.providers !== undefined);
    super('anycast-mec:index:MecSite', name, {}, options);
    const { fleet, site } = prepared;
    const chart = this.chartOf(name, args, prepared);
    if (args.cluster) this.provider = siteProvider(name, args.cluster, `${fleet.name}/${site.name}`, this);
    const { resources, names } = registerTree(chart, this, '', { ...args, ...(this.provider && { provider: this.provider }) });
    this.resources = resources;
    this.names = names;
    if (args.routers) deliverRouters(`${name}/routers`, prepared.routers, args.routers, this, [...resources.values()]);
    const outputs = siteOutputs(prepared);
    this.vips = outputs.vips;
    this.sessions = outputs.sessions;
    this.routerFiles = outputs.routerFiles;
    this.budget = outputs.budget;
    this.registerOutputs({ ...outputs });
  }

  private chartOf(name: string, args: MecSiteArgs, { fleet, site, hostPassword }: PreparedSite): Chart {
    const chart = new Chart(new App(), 'site');
    const mec = new MecCluster(chart, name, { fleet, site });
    try {
      (args.program ?? standardSite)(mec);
    } catch (error) {
      throw boundError([`site ${site.name}: ${error instanceof Error ? error.message : String(error)}`], this);
    }
    if (hostPassword !== undefined) hostPasswordSecret(mec, site.hostPasswordSecret, hostPassword);
    return chart;
  }
}

/** The Secret that MetalLB takes the password of its sessions from; what the program made itself, it keeps. */
function hostPasswordSecret(mec: MecCluster, name: string, password: string): void {
  const isMade = mec.node.findAll().some((made) => ApiObject.isApiObject(made) && made.kind === 'Secret' && made.name === name);
  if (isMade) return;
  new ApiObject(mec, partIds.hostPassword, {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/basic-auth',
    metadata: { name, namespace: mec.namespaces.metallb, labels: standardLabels('metallb', 'peering') },
    stringData: { password },
  });
}
