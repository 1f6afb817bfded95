import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** Name, namespace and labels of a MetalLB object. */
export interface MetalLBMetadata {
  readonly name: string;
  /** The namespace of MetalLB: its webhook refuses any other. @default - the namespace of the chart */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Properties of a MetalLB object. */
export interface MetalLBObjectProps<Spec> {
  readonly metadata: MetalLBMetadata;
  readonly spec: Spec;
}

/** What the MetalLB kinds share: group `metallb.io`, and no empty lists, which the API server would keep as a difference. */
export abstract class MetalLBObject<Spec extends object> extends ApiObject {
  protected constructor(scope: Construct, id: string, kind: string, version: string, props: MetalLBObjectProps<Spec>) {
    const { labels, ...metadata } = props.metadata;
    super(scope, id, {
      apiVersion: `metallb.io/${version}`,
      kind,
      metadata: { ...metadata, ...(labels && { labels: { ...labels } }) },
      spec: withoutEmptyLists(props.spec),
    });
  }
}

function withoutEmptyLists(spec: object): object {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}
