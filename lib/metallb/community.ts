import type { Construct } from 'constructs';
import { MetalLBObject } from './metallb-object';
import type { MetalLBObjectProps } from './metallb-object';

/** Spec of a {@link Community}. */
export interface CommunitySpec {
  readonly communities: readonly {
    /** The alias, unique in the cluster. */
    readonly name: string;
    /** `N:N`, or `large:N:N:N` (FRR modes). */
    readonly value: string;
  }[];
}

/** Aliases of BGP communities (`metallb.io/v1beta1`). */
export class Community extends MetalLBObject<CommunitySpec> {
  public constructor(scope: Construct, id: string, props: MetalLBObjectProps<CommunitySpec>) {
    super(scope, id, 'Community', 'v1beta1', props);
  }
}
