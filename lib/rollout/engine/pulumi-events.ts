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

/** Without Pulumi's marks of colour. */
const plain = (text: string) => text.replace(/<\{%[^%]*%\}>/g, '');
