import * as pulumi from '@pulumi/pulumi';
import { version } from '@pulumi/kubernetes/package.json';
import type { KubernetesObject } from './kubernetes-object';
import { hydrate } from './outputs';
import { objectType } from './tokens';

/** What a Secret holds under these fields is kept secret in state and display. */
const secretFields = ['data', 'stringData'] as const;

/** One object of a cdk8s tree as a Pulumi resource, of the type that its typed class in `@pulumi/kubernetes` has. */
export class Manifest extends pulumi.CustomResource {
  declare public readonly apiVersion: pulumi.Output<string>;
  declare public readonly kind: pulumi.Output<string>;
  /** As the cluster has it: with what the API server added. */
  declare public readonly metadata: pulumi.Output<Readonly<Record<string, unknown>>>;
  declare public readonly spec: pulumi.Output<unknown>;
  /** What the cluster says of the object. */
  declare public readonly status: pulumi.Output<unknown>;

  /**
   * @param name logical name, part of the URN
   * @param object tokens of Outputs are put back here
   */
  public constructor(name: string, object: KubernetesObject, options: pulumi.CustomResourceOptions) {
    const inputs = hydrate(object) as Record<string, pulumi.Input<unknown>>;
    if (object.kind === 'Secret' && object.apiVersion === 'v1') {
      for (const field of secretFields) if (inputs[field] !== undefined) inputs[field] = pulumi.secret(inputs[field]);
    }
    // What the typed classes say, too: the outputs there will be, and the plugin that this SDK belongs to.
    super(
      objectType(object.apiVersion, object.kind),
      name,
      { spec: undefined, status: undefined, ...inputs },
      { version, ...options },
    );
  }
}
