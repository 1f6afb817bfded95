import type { EngineEvent } from '@pulumi/pulumi/automation';
import type { ChangeKind, ResourceChange, SiteChanges } from './site-engine';

const kinds: Readonly<Partial<Record<string, ChangeKind>>> = {
  same: 'same',
  create: 'create',
  import: 'create',
  update: 'update',
  delete: 'delete',
  replace: 'replace',
};

/** What the events of a preview or an update say of resources. Components, providers and the stack itself change nothing by themselves. */
export function changesIn(events: readonly EngineEvent[]): SiteChanges {
  const all = events.flatMap(({ resourcePreEvent }): ResourceChange[] => {
    if (!resourcePreEvent) return [];
    const { op, urn, type, new: next, diffs, detailedDiff } = resourcePreEvent.metadata;
    // A replacement comes as three steps; one of them is counted.
    const kind = kinds[op];
    if (!kind || type.startsWith('pulumi:') || (next && next.custom === false)) return [];
    const inputs = next?.inputs as Readonly<Record<string, unknown>> | undefined;
    return [
      {
        kind,
        type,
        name: urn.split('::').at(-1) ?? urn,
        differences: diffs?.length ? diffs : Object.keys(detailedDiff ?? {}),
        ...(inputs && { inputs }),
      },
    ];
  });
  const isComponent = ({ type }: ResourceChange) => /^(anycast-mec|cdk8s):/.test(type);
  const resources = all.filter((change) => !isComponent(change));
  const changes = resources.filter(({ kind }) => kind !== 'same');
  return { changes, unchanged: resources.length - changes.length };
}

/** The errors that an operation ended with, without the transcript of all it did. */
export function errorsIn(events: readonly EngineEvent[]): string[] {
  const said = events.flatMap(({ diagnosticEvent, policyEvent }) => {
    if (policyEvent?.enforcementLevel === 'mandatory') return [`policy ${policyEvent.policyName}: ${plain(policyEvent.message)}`];
    return diagnosticEvent?.severity === 'error' ? [plain(diagnosticEvent.message)] : [];
  });
  return [...new Set(said.map((text) => text.trim()).filter((text) => text && !/^(preview|update) failed$/.test(text)))];
}

/**
 * The errors in one message, with the remedy where there is one to tell.
 *
 * @returns undefined if there are none
 */
export function explained(errors: readonly string[]): string | undefined {
  if (errors.length === 0) return undefined;
  const exists = errors.some((text) => text.includes('already exists'));
  // Pulumi itself says only that the object is there, not that it knows it by another name.
  const remedy =
    'nothing was deleted; remedy: where a construct was renamed or moved, give the aliases that the test of the frozen names prints; ' +
    'where something else made the object, import it';
  return [...errors, ...(exists ? [remedy] : [])].join('; ');
}

/** Without Pulumi's marks of colour. */
const plain = (text: string) => text.replace(/<\{%[^%]*%\}>/g, '');
