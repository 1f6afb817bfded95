import type { Construct } from 'constructs';
import { MetalLBObject } from './metallb-object';
import type { MetalLBObjectProps } from './metallb-object';

/** Spec of a {@link BFDProfile}. */
export interface BFDProfileSpec {
  /** ms, 10 to 60000. @default 300 */
  readonly receiveInterval?: number;
  /** ms, 10 to 60000. @default 300 */
  readonly transmitInterval?: number;
  /** 2 to 255. @default 3 */
  readonly detectMultiplier?: number;
  /** ms, 10 to 60000. @default 50 */
  readonly echoInterval?: number;
  /** @default false */
  readonly echoMode?: boolean;
  /** @default false */
  readonly passiveMode?: boolean;
  /** Multihop sessions only, 1 to 254. @default 254 */
  readonly minimumTtl?: number;
}

/** BFD timers of MetalLB's own sessions (`metallb.io/v1beta1`); FRR modes only, native mode refuses the kind. */
export class BFDProfile extends MetalLBObject<BFDProfileSpec> {
  public constructor(scope: Construct, id: string, props: MetalLBObjectProps<BFDProfileSpec>) {
    super(scope, id, 'BFDProfile', 'v1beta1', props);
  }
}
