import type { Described, Given } from '../../fleet/description/given';
import type { BfdDescription, TimersDescription } from '../../fleet/description/timers';
import type { MetalLB } from '../../fleet/model';
import type { MetalLBInstallOptions } from './metallb-install';
import type { ManifestProps } from '../objects/manifest-construct';

/** A router that the hosts of a site announce to. */
export interface PeerProps {
  /** Name of the BGPPeer: the border router's. */
  readonly name: string;
  /** Its address in the host network. */
  readonly address: string;
}

/** Properties of a {@link MetalLBPeering}. Inside a MecCluster with a site, the site supplies all of them. */
export interface MetalLBPeeringProps extends ManifestProps {
  /** MetalLB's namespace. @default 'metallb-system' */
  readonly namespace?: string;
  /** Whether to make the namespace. Who makes it, takes it away with everything in it. @default - whether MetalLB is installed, too */
  readonly createNamespace?: boolean;
  /** @default 'native' */
  readonly mode?: MetalLB['mode'];
  /** Address pools by name: prefixes, or ranges `first-last`. @default - the pools of the fleet */
  readonly pools?: Readonly<Record<string, readonly string[]>>;
  /** AS of the MetalLB speakers. @default - the site's */
  readonly hostAs?: number;
  /** AS of the border routers. @default - the site's */
  readonly siteAs?: number;
  /** Border routers, one entry an address. @default - the borders of the site */
  readonly peers?: readonly PeerProps[];
  /** Names of the nodes that announce; each gets a pair of advertisements. @default - the hosts of the site */
  readonly hosts?: readonly string[];
  /** BGP timers. @default - hold 3 s, keepalive a third of it */
  readonly timers?: Given<TimersDescription>;
  /** BFD by MetalLB itself: frr and frr-k8s modes only. @default - on there, 50 ms x 3 */
  readonly bfd?: Given<BfdDescription>;
  /** Name of a Secret (`kubernetes.io/basic-auth`, key `password`) in MetalLB's namespace, for TCP-MD5. @default - no password */
  readonly passwordSecret?: string;
  /** Brings MetalLB itself from the upstream manifest in the operator's repository. @default - installed otherwise, such as with Helm */
  readonly install?: MetalLBInstallOptions;
}

/** The same with times and sizes as text. */
export type MetalLBPeeringText = Described<MetalLBPeeringProps>;
