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

/** Key of the hints at an object, one in the whole process: the tool may have another copy of this package. No part of what is synthesized. */
const hintsKey: unique symbol = Symbol.for('anycast-mec.deployment-hints') as never;

interface Hinted {
  [hintsKey]?: DeploymentHints;
}

/** Notes what a deployment tool must know of an object. */
export function giveHints(object: ApiObject, given: DeploymentHints): void {
  const value = { ...deploymentHints(object), ...given };
  Object.defineProperty(object, hintsKey, { value, configurable: true });
}

/** What a deployment tool must know of an object; empty where its manifest says it all. */
export function deploymentHints(object: ApiObject): DeploymentHints {
  return (object as Hinted)[hintsKey] ?? {};
}
