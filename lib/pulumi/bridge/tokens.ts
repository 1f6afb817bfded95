import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import * as constructs from '../../constructs';

/**
 * The Pulumi type of an object: that of its typed class in `@pulumi/kubernetes` (`kubernetes:core/v1:Service`), so that a row can be
 * replaced by that class later, or the other way round, and stay the same resource.
 */
export function objectType(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes('/') ? '' : 'core/'}${apiVersion}:${kind}`;
}

/** Names of our constructs, written down: those of classes do not survive a minifier, and types are part of every URN. */
const ours: readonly (readonly [abstract new (...args: never[]) => IConstruct, string])[] = [
  [constructs.MecCluster, 'MecCluster'],
  [constructs.MetalLBPeering, 'MetalLBPeering'],
  [constructs.BfdDaemonSet, 'BfdDaemonSet'],
  [constructs.AnycastService, 'AnycastService'],
  [constructs.RateLimiter, 'RateLimiter'],
  [constructs.FailoverAgent, 'FailoverAgent'],
];

/**
 * The Pulumi type of the component that stands for a construct: `anycast-mec:index:AnycastService` for ours and what extends them,
 * `cdk8s:construct:<name of its class>` for every other. It is part of the URN of everything below: renaming the class renames them.
 */
export function componentType(construct: IConstruct): string {
  const known = ours.find(([type]) => construct instanceof type);
  if (known) return `anycast-mec:index:${known[1]}`;
  if (Chart.isChart(construct)) return 'cdk8s:construct:Chart';
  return `cdk8s:construct:${construct.constructor.name.replace(/[^A-Za-z0-9_]/g, '') || 'Construct'}`;
}
