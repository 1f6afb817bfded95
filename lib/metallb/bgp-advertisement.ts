import type { Construct } from 'constructs';
import type { LabelSelector } from './label-selector';
import { MetalLBObject } from './metallb-object';
import type { MetalLBObjectProps } from './metallb-object';

/** Spec of a {@link BGPAdvertisement}. List items of a selector list are OR-ed. */
export interface BGPAdvertisementSpec {
  /** Length of the announced IPv4 prefixes. @default 32 */
  readonly aggregationLength?: number;
  /** Length of the announced IPv6 prefixes. @default 128 */
  readonly aggregationLengthV6?: number;
  /** LOCAL_PREF towards iBGP peers. @default 0 */
  readonly localPref?: number;
  /** `N:N`, `large:N:N:N` (FRR modes) or the alias of a {@link Community}. */
  readonly communities?: readonly string[];
  /** @default - all pools */
  readonly ipAddressPools?: readonly string[];
  readonly ipAddressPoolSelectors?: readonly LabelSelector[];
  /** Nodes that announce. @default - all */
  readonly nodeSelectors?: readonly LabelSelector[];
  /** Names of BGPPeers. @default - all */
  readonly peers?: readonly string[];
  /** Services that are announced (MetalLB 0.16.0). @default - all */
  readonly serviceSelectors?: readonly LabelSelector[];
}

/** Which Services are announced, from where, to whom and how (`metallb.io/v1beta1`). */
export class BGPAdvertisement extends MetalLBObject<BGPAdvertisementSpec> {
  public constructor(scope: Construct, id: string, props: MetalLBObjectProps<BGPAdvertisementSpec>) {
    super(scope, id, 'BGPAdvertisement', 'v1beta1', props);
  }
}
