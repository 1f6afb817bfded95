import type { CustomResourceOptions } from '@pulumi/pulumi';
import { deploymentHints } from '../../constructs/objects/deployment-hints';
import { fieldOf } from './kubernetes-object';
import type { KubernetesObject, TreeObject } from './kubernetes-object';

/** How the provider waits, which one may choose. */
export interface AwaitOptions {
  /**
   * Whether `pulumi up` waits until the Service of a VIP has its address and endpoints. A drained site, or one whose sessions are not
   * up yet, has none: it would hang until the provider's limit of 10 minutes.
   *
   * @default false
   */
  readonly awaitAddress?: boolean;
}

/** Annotation of the provider: do not wait for this object. */
const skipAwait = 'pulumi.com/skipAwait';
/** Annotation of the provider: wait for this condition. */
const waitFor = 'pulumi.com/waitFor';

/** The object with what tells the provider how to wait for it; what the program says itself counts. */
export function awaited({ construct, object }: TreeObject, options: AwaitOptions): KubernetesObject {
  const { annotations } = object.metadata;
  if (annotations?.[skipAwait] !== undefined || annotations?.[waitFor] !== undefined) return object;
  const given = waiting(object, deploymentHints(construct).isVip === true && options.awaitAddress !== true);
  return given ? { ...object, metadata: { ...object.metadata, annotations: { ...annotations, ...given } } } : object;
}

function waiting(object: KubernetesObject, isUnawaitedVip: boolean): Record<string, string> | undefined {
  if (isUnawaitedVip) return { [skipAwait]: 'true' };
  // The provider has no way of its own to wait for a definition, and objects of its kind are refused until it is established.
  if (object.kind === 'CustomResourceDefinition') return { [waitFor]: 'condition=Established' };
  // The provider would wait until somebody deletes the old pods by hand.
  if (object.kind === 'DaemonSet' && fieldOf(object, 'spec', 'updateStrategy', 'type') === 'OnDelete')
    return { [skipAwait]: 'true' };
  return undefined;
}

/** Options of the resource that follow from the object itself. */
export function ownOptions({ construct, object }: TreeObject): CustomResourceOptions {
  const labels = deploymentHints(construct).agentOwnedLabels ?? [];
  return {
    // The failover agent sets them: an `up` in the middle of a drain must leave it drained.
    ...(labels.length && { ignoreChanges: labels.map((label) => `metadata.labels["${label}"]`) }),
    ...(object.kind === 'Secret' && object.apiVersion === 'v1' && { additionalSecretOutputs: ['data', 'stringData'] }),
  };
}
