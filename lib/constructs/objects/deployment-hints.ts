import type { ApiObject } from 'cdk8s';

/** What a deployment tool must know of an object beyond its manifest. */
export interface DeploymentHints {
  /** Keys of labels that the failover agent sets on the object: whoever deploys it leaves them alone. @default - none */
  readonly agentOwnedLabels?: readonly string[];
  /**
   * True for the Service of a VIP: it is ready when MetalLB has given the address, which waits for hosts and sessions that may be
   * drained or not there yet. Whoever deploys it does not wait unless told.
   *
   * @default false
   */
  readonly isVip?: boolean;
}

/** Beside the constructs, not in them: the hints are no part of what is synthesized. */
const hints = new WeakMap<ApiObject, DeploymentHints>();

/** Notes what a deployment tool must know of an object. */
export function giveHints(object: ApiObject, given: DeploymentHints): void {
  hints.set(object, { ...hints.get(object), ...given });
}

/** What a deployment tool must know of an object; empty where its manifest says it all. */
export function deploymentHints(object: ApiObject): DeploymentHints {
  return hints.get(object) ?? {};
}
