import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { defaultNamespaces } from '../../contract/namespaces';
import { BFDProfile } from '../../metallb/bfd-profile';
import { described } from '../../fleet/description/given';
import type { Bfd } from '../../fleet/model';
import { BGPAdvertisement } from '../../metallb/bgp-advertisement';
import type { BGPAdvertisementSpec } from '../../metallb/bgp-advertisement';
import { BGPPeer } from '../../metallb/bgp-peer';
import type { BGPPeerSpec } from '../../metallb/bgp-peer';
import { helmValues } from '../../metallb/helm-values';
import { IPAddressPool } from '../../metallb/ip-address-pool';
import { gracefulShutdown } from '../../contract/labels';
import type { LabelSelector } from '../../metallb/label-selector';
import type { MetalLBMetadata } from '../../metallb/metallb-object';
import { announcedAt, drainedAt } from '../../metallb/selectors';
import type { AdaptOptions } from '../../metallb/adapt-install';
import { constructKind, kindOf } from '../objects/construct-kind';
import { ManifestConstruct, misfits } from '../objects/manifest-construct';
import { MecCluster } from '../mec-cluster';
import { installObjects } from './metallb-install';
import type { MetalLBPeeringProps, MetalLBPeeringText } from './metallb-peering-props';
import { peeringProblems } from './metallb-peering-problems';
import { peeringSchema } from './metallb-peering-schema';
import { peeringPlan } from './peering-plan';
import type { PeeringPlan, PlannedPeer } from './peering-plan';
import { standardLabels } from '../objects/standard-labels';

/** Name of the BFDProfile of the sessions between hosts and borders. */
const bfdProfileName = 'host';

/**
 * How the hosts of a site announce VIPs: pools, a BGP session with every border router, and for every host a pair of
 * advertisements (normal and drain) that obey the route labels of the label contract.
 *
 * @example
 * new MetalLBPeering(chart, 'peering', {
 *   pools: { apps: ['11.11.11.0/24'] }, hostAs: 64512, siteAs: 65001,
 *   peers: [{ name: 'border-1', address: '10.1.1.1' }], hosts: ['host-1', 'host-2'],
 * });
 */
export class MetalLBPeering extends ManifestConstruct {
  /** @internal */
  public override readonly [constructKind] = 'MetalLBPeering' as const;

  /** MetalLB's namespace, where its objects are. */
  public readonly namespace: string;
  /** The IPAddressPools, by name. */
  public readonly pools: ReadonlyMap<string, ApiObject>;
  /** The BGPPeers, by name. */
  public readonly peers: ReadonlyMap<string, ApiObject>;
  /** The BGPAdvertisements, two for each host: `normal-<host>` and `drain-<host>`. */
  public readonly advertisements: ReadonlyMap<string, ApiObject>;
  /** The BFDProfile of the sessions. @default - undefined where MetalLB does no BFD */
  public readonly bfdProfile?: ApiObject;

  private readonly plan: PeeringPlan;
  private readonly adapt: AdaptOptions;

  /** @throws Error if `install.manifest` cannot be used */
  public constructor(scope: Construct, id: string, given: MetalLBPeeringProps = {}) {
    super(scope, id, given);
    const props = described(given);
    const cluster = MecCluster.find(this);
    this.namespace = props.namespace ?? cluster?.namespaces.metallb ?? defaultNamespaces.metallb;
    const asked = { ...props, namespace: this.namespace };
    const wrong = new Set(misfits(peeringSchema, asked).map(({ path }) => path.split(/[.[]/)[0]));
    // Nothing can be planned of values of another form.
    const usable = Object.fromEntries(Object.entries(props).filter(([key]) => !wrong.has(key))) as MetalLBPeeringText;
    this.plan = peeringPlan(usable, cluster?.site, cluster?.fleet);
    this.adapt = {
      mode: this.plan.mode,
      ignoreExcludeLB: cluster?.site?.metallb.ignoreExcludeLB ?? false,
      ...(props.install?.nodeSelector && { nodeSelector: props.install.nodeSelector }),
      ...(props.install?.resources && { resources: props.install.resources }),
      ...(this.plan.mode === 'frr' && cluster?.site && { debounceMs: cluster.site.metallb.debounceMs }),
    };
    const isUsable = this.fits(peeringSchema, asked) && this.report(peeringProblems(props, this.plan.mode, cluster?.site));
    // Objects of values that cannot be used would only hide what is wrong.
    if (!this.isComplete(props, wrong) || !isUsable) {
      this.pools = this.peers = this.advertisements = new Map();
      return;
    }
    if (props.createNamespace ?? props.install !== undefined) this.makeNamespace(this.namespace, 'privileged');
    if (props.install) this.install(installObjects(props.install, this.adapt));
    this.pools = byName(this.plan.pools.map((pool) => this.makePool(pool)));
    if (this.plan.bfd) this.bfdProfile = this.makeBfdProfile(this.plan.bfd);
    this.peers = byName(this.plan.peers.map((peer) => this.makePeer(peer)));
    this.advertisements = byName(this.plan.hosts.flatMap((host) => this.makeAdvertisements(host)));
  }

  /** Whether a value is a MetalLBPeering, also one of another copy of this package. */
  public static isMetalLBPeering(this: void, value: unknown): value is MetalLBPeering {
    return kindOf(value) === 'MetalLBPeering';
  }

  /** The values with which the Helm chart `metallb` 0.16.1 installs MetalLB for this site. */
  public helmValues(): Record<string, unknown> {
    const { mode, ignoreExcludeLB, debounceMs, nodeSelector } = this.adapt;
    return helmValues({
      mode,
      ...(ignoreExcludeLB !== undefined && { ignoreExcludeLB }),
      ...(debounceMs !== undefined && { debounceMs }),
      ...(nodeSelector && { nodeSelector }),
    });
  }

  /** @param wrong properties that are given and cannot be used, which is told already */
  private isComplete(props: MetalLBPeeringText, wrong: ReadonlySet<string | undefined>): boolean {
    const missing: [path: string, what: string][] = [
      ...(this.plan.siteAs === undefined ? [['siteAs', 'the AS of the border routers'] as [string, string]] : []),
      ...(this.plan.pools.length === 0 ? [['pools', 'an address pool'] as [string, string]] : []),
      ...(this.plan.peers.length === 0 ? [['peers', 'a border router (with hostAs)'] as [string, string]] : []),
      ...(this.plan.hosts.length === 0 ? [['hosts', 'a host'] as [string, string]] : []),
    ];
    const given = new Map<string, unknown>(Object.entries(props));
    const told = missing.filter(([path]) => !wrong.has(path));
    return this.report(
      told.map(([path, what]) => ({
        path,
        value: given.get(path),
        message: `${what} is missing`,
        allowed: 'what the site of a MecCluster says, or the property',
        remedy: `give '${path}', or make the construct below a MecCluster with a site`,
      })),
    );
  }

  private install(objects: ReturnType<typeof installObjects>): void {
    for (const object of objects) {
      this.own(new ApiObject(this, `install-${object.kind}-${object.metadata.name}`, { ...object }));
    }
  }

  private makePool({ name, addresses }: PeeringPlan['pools'][number]): ApiObject {
    const spec = { addresses, autoAssign: false };
    return this.own(new IPAddressPool(this, `pool-${name}`, { metadata: this.metadata(name), spec }));
  }

  private makeBfdProfile({ intervalMs, multiplier }: Bfd): ApiObject {
    const spec = { receiveInterval: intervalMs, transmitInterval: intervalMs, detectMultiplier: multiplier };
    return this.own(new BFDProfile(this, 'bfd', { metadata: this.metadata(bfdProfileName), spec }));
  }

  private makePeer({ name, address, hostAs, hosts, sourceAddress }: PlannedPeer): ApiObject {
    const { mode, siteAs, timers, passwordSecret, bfd, gracefulRestart, localAS } = this.plan;
    const frr = mode !== 'native';
    const spec: BGPPeerSpec = {
      myASN: hostAs,
      ...(siteAs !== undefined && { peerASN: siteAs }),
      peerAddress: address,
      holdTime: seconds(timers.holdMs),
      // FRR waits 30 s and more between attempts unless told.
      ...(frr && { keepaliveTime: seconds(timers.keepaliveMs), connectTime: '1s' }),
      ...(passwordSecret !== undefined && { passwordSecret: { name: passwordSecret } }),
      ...(bfd && { bfdProfile: bfdProfileName }),
      ...(frr && gracefulRestart && { enableGracefulRestart: true }),
      ...(frr && localAS !== undefined && { localASN: localAS }),
      ...(sourceAddress !== undefined && { sourceAddress }),
      ...(hosts && { nodeSelectors: hosts.map(hostSelector) }),
    };
    return this.own(new BGPPeer(this, `peer-${name}`, { metadata: this.metadata(name), spec }));
  }

  private makeAdvertisements(host: string): ApiObject[] {
    const common = { ipAddressPools: this.plan.pools.map((pool) => pool.name), nodeSelectors: [hostSelector(host)] };
    const advertisement = (name: string, spec: BGPAdvertisementSpec) =>
      this.own(new BGPAdvertisement(this, name, { metadata: this.metadata(name), spec }));
    const normal = advertisement(`normal-${host}`, { ...common, serviceSelectors: announcedAt(host) });
    const drain = { ...common, communities: [gracefulShutdown], serviceSelectors: drainedAt(host) };
    return [normal, advertisement(`drain-${host}`, drain)];
  }

  private metadata(name: string): MetalLBMetadata {
    return { name, namespace: this.namespace, labels: standardLabels('metallb', 'peering') };
  }
}

function hostSelector(host: string): LabelSelector {
  return { matchLabels: { 'kubernetes.io/hostname': host } };
}

/** A duration as MetalLB takes it; it refuses anything but whole seconds. */
function seconds(ms: number): string {
  return `${Math.round(ms / 1000)}s`;
}

function byName(objects: readonly ApiObject[]): ReadonlyMap<string, ApiObject> {
  return new Map(objects.map((object) => [object.name, object]));
}
