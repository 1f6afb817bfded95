import type { Construct } from 'constructs';
import type { LabelSelector } from './label-selector';
import { MetalLBObject } from './metallb-object';
import type { MetalLBObjectProps } from './metallb-object';

/** Spec of an {@link IPAddressPool}. */
export interface IPAddressPoolSpec {
  /** Prefixes, or ranges `first-last`; at least one. */
  readonly addresses: readonly string[];
  /** Whether Services that ask for no address get one of these. @default true */
  readonly autoAssign?: boolean;
  /** Leave out addresses that end in .0 and .255. @default false */
  readonly avoidBuggyIPs?: boolean;
  /** Which Services the pool is for. @default - all */
  readonly serviceAllocation?: {
    /** Lower numbers are tried first. */
    readonly priority?: number;
    readonly namespaces?: readonly string[];
    readonly namespaceSelectors?: readonly LabelSelector[];
    readonly serviceSelectors?: readonly LabelSelector[];
  };
}

/** Addresses that MetalLB may assign to Services (`metallb.io/v1beta1`). */
export class IPAddressPool extends MetalLBObject<IPAddressPoolSpec> {
  public constructor(scope: Construct, id: string, props: MetalLBObjectProps<IPAddressPoolSpec>) {
    super(scope, id, 'IPAddressPool', 'v1beta1', props);
  }
}
