import type { PolicyResource, ResourceValidationArgs } from '@pulumi/policy';
import type { Fleet } from '../../fleet';
import type { Site } from '../../fleet/model';

/** A Kubernetes object as a foreign program declares it. Anything may be missing. */
export interface DeclaredObject {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What every object of a program is held to. One policy a file. */
export interface ObjectPolicy {
  /** Kebab-case; the name of the policy in Pulumi. */
  readonly name: string;
  /** The rule in one sentence. */
  readonly description: string;
  readonly level: 'mandatory' | 'advisory';
  /**
   * What is wrong with the object: what, what is allowed, what to do.
   *
   * @param site the site that is deployed; undefined where the stack is named after none
   */
  check(object: DeclaredObject, fleet: Fleet, site: Site | undefined): Iterable<string>;
}

/** The object behind a resource; undefined for what is none. */
export function declaredObject(
  resource: Pick<ResourceValidationArgs | PolicyResource, 'type' | 'props'>,
): DeclaredObject | undefined {
  if (!resource.type.startsWith('kubernetes:')) return undefined;
  const props = recordOf(resource.props);
  const metadata = recordOf(props['metadata']);
  const [, , kind = ''] = resource.type.split(':');
  return {
    kind,
    apiVersion: typeof props['apiVersion'] === 'string' ? props['apiVersion'] : '',
    name: typeof metadata['name'] === 'string' ? metadata['name'] : '',
    labels: recordOf(metadata['labels']),
    annotations: recordOf(metadata['annotations']),
    spec: recordOf(props['spec']),
  };
}

/** The VIPs that a Service asks MetalLB for. */
export function vipsOf({ kind, annotations, spec }: DeclaredObject): string[] {
  if (kind !== 'Service' || spec['type'] !== 'LoadBalancer') return [];
  const asked = ['metallb.io/loadBalancerIPs', 'metallb.universe.tf/loadBalancerIPs'].map((key) => annotations[key]);
  return [...asked, spec['loadBalancerIP']]
    .filter((value) => typeof value === 'string')
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
