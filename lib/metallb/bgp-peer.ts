import type { Construct } from 'constructs';
import type { LabelSelector } from './label-selector';
import { MetalLBObject } from './metallb-object';
import type { MetalLBObjectProps } from './metallb-object';

/** Spec of a {@link BGPPeer}. Exactly one of `peerASN` and `dynamicASN`, and one of `peerAddress` and `interface`. */
export interface BGPPeerSpec {
  /** AS of the speakers. */
  readonly myASN: number;
  /** AS of the router. */
  readonly peerASN?: number;
  /** FRR modes only. */
  readonly dynamicASN?: 'internal' | 'external';
  /** AS shown to the router instead of `myASN`; FRR mode only (frr-k8s mode drops it silently). */
  readonly localASN?: number;
  readonly peerAddress?: string;
  /** Unnumbered session; FRR modes only. */
  readonly interface?: string;
  /** Own address of the session; frr-k8s mode drops it silently. */
  readonly sourceAddress?: string;
  /** @default 179 */
  readonly peerPort?: number;
  /** Such as `3s`; 0 or at least 3 s (RFC 4271 section 4.2). @default 90s */
  readonly holdTime?: string;
  /** Such as `1s`; FRR modes only: native sends one every third of the hold time. */
  readonly keepaliveTime?: string;
  /** Wait between attempts to connect, such as `1s`; FRR modes only. */
  readonly connectTime?: string;
  readonly routerID?: string;
  /** Nodes that hold the session. @default - all */
  readonly nodeSelectors?: readonly LabelSelector[];
  /** Secret of type `kubernetes.io/basic-auth` with key `password`, in MetalLB's namespace (TCP-MD5, RFC 2385). */
  readonly passwordSecret?: { readonly name: string; readonly namespace?: string };
  /** FRR modes only. */
  readonly bfdProfile?: string;
  /** FRR modes only; cannot be changed once set. */
  readonly enableGracefulRestart?: boolean;
  /** @default false */
  readonly ebgpMultiHop?: boolean;
  /** FRR modes only. */
  readonly vrf?: string;
  /** Both address families over one session; FRR modes only. @default false */
  readonly dualStackAddressFamily?: boolean;
}

/** A BGP session of every speaker (`metallb.io/v1beta2`; v1beta1 is deprecated). */
export class BGPPeer extends MetalLBObject<BGPPeerSpec> {
  public constructor(scope: Construct, id: string, props: MetalLBObjectProps<BGPPeerSpec>) {
    super(scope, id, 'BGPPeer', 'v1beta2', props);
  }
}
