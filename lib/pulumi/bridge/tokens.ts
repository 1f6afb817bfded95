import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { kindOf } from '../../constructs/objects/construct-kind';

/**
 * The Pulumi type of an object: that of its typed class in `@pulumi/kubernetes` (`kubernetes:core/v1:Service`), so that a row can be
 * replaced by that class later, or the other way round, and stay the same resource.
 */
export function objectType(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes('/') ? '' : 'core/'}${apiVersion}:${kind}`;
}

/**
 * The Pulumi type of the component that stands for a construct: `anycast-mec:index:AnycastService` for ours and what extends them,
 * `cdk8s:construct:<name of its class>` for every other. It is part of the URN of everything below: renaming the class renames them.
 */
export function componentType(construct: IConstruct): string {
  const kind = kindOf(construct);
  if (kind) return `anycast-mec:index:${kind}`;
  if (Chart.isChart(construct)) return 'cdk8s:construct:Chart';
  return `cdk8s:construct:${construct.constructor.name.replace(/[^A-Za-z0-9_]/g, '') || 'Construct'}`;
}
