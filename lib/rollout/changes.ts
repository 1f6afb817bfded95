import type { ResourceChange, SiteChanges } from './engine/site-engine';

/** Kinds whose change breaks sessions, moves the VIP or restarts what serves it. */
const interrupting = new Set([
  'BGPPeer',
  'BFDProfile',
  'IPAddressPool',
  'BGPAdvertisement',
  'Namespace',
  'CustomResourceDefinition',
]);
/** Kinds whose deletion takes away more than themselves. */
const precious = new Set(['Namespace', 'CustomResourceDefinition']);

const kindOf = ({ type }: ResourceChange) => type.split(':').at(-1) ?? type;
const isVip = ({ inputs, type }: ResourceChange) =>
  type === 'kubernetes:core/v1:Service' && fieldOf(inputs, 'spec', 'type') === 'LoadBalancer';

/** Why a change interrupts what the site serves; undefined if it does not. New objects interrupt nothing. */
export function interruption({ changes }: SiteChanges): string | undefined {
  for (const change of changes) {
    if (change.kind === 'create' || change.kind === 'same' || !change.type.startsWith('kubernetes:')) continue;
    if (interrupting.has(kindOf(change)) || isVip(change) || isGone(change) || isSingle(change))
      return `${change.kind} of ${change.name}`;
  }
  return undefined;
}

/** What would be deleted or replaced that takes more with it than itself. */
export function losses({ changes }: SiteChanges): string[] {
  return changes
    .filter((change) => change.kind === 'delete' || change.kind === 'replace')
    .filter((change) => precious.has(kindOf(change)) || isVip(change) || change.type === 'kubernetes:core/v1:Service')
    .map((change) => `${change.kind} of ${change.name} (${kindOf(change)})`);
}

/** `1 to create, 2 to update, 30 unchanged`. */
export function summary({ changes, unchanged }: SiteChanges): string {
  const counts = (['create', 'update', 'replace', 'delete'] as const)
    .map((kind) => [changes.filter((change) => change.kind === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} to ${kind}`);
  return [...counts, `${unchanged} unchanged`].join(', ');
}

/** What serves is taken away whole. */
function isGone(change: ResourceChange): boolean {
  return (
    (change.kind === 'delete' || change.kind === 'replace') && /:(Deployment|DaemonSet|StatefulSet|Service)$/.test(change.type)
  );
}

/** A single pod is away while it is replaced; of several the disruption budget and the rolling update keep some. */
function isSingle(change: ResourceChange): boolean {
  return kindOf(change) === 'Deployment' && Number(fieldOf(change.inputs, 'spec', 'replicas') ?? 1) < 2;
}

function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined),
    value,
  );
}
