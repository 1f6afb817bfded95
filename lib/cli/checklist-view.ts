import { explainCommand } from '../fleet/findings/format';
import type { Held, Standing } from '../practices';
import { rulePages } from './rule-pages';

/** How many places of one practice are told; the rest by its number. */
const toldPlaces = 5;

/** A checklist for programs: every place, and where to read more. */
export function checklistJson(held: readonly Held[]) {
  return held.map(({ practice: { id, title, source, remedy }, standing, looked, lacking }) => ({
    ...{ id, title, source, standing, looked, lacking, remedy },
    more: explainCommand(id),
    page: rulePages.get(id),
  }));
}

/**
 * A checklist as text, in its order: what is asked and by whom, how the fleet stands to it, where not, and what to do.
 *
 * @param origin what was held against which list
 */
export function checklistText(held: readonly Held[], origin: string): string {
  const count = (standing: Standing) => `${held.filter((one) => one.standing === standing).length} ${standing}`;
  const counts = [count('met'), count('not met'), count('left to the operator')].join(', ');
  return [`${origin}: ${counts}`, ...held.flatMap(linesOf)].join('\n');
}

const words: Readonly<Record<Standing, string>> = {
  met: 'met',
  'not met': 'not met',
  'left to the operator': 'left',
};
const indented = (line: string) => `           ${line}`;

function linesOf({ practice: { id, title, source, remedy }, standing, looked, lacking }: Held): string[] {
  const head = [`  ${words[standing].padEnd(8)} ${id}   ${title}`, indented(`source:  ${source}`)];
  if (standing === 'met')
    return [...head, indented(`where:   ${looked ? `all ${looked} places` : 'the fleet has no such place'}`)];
  const more = indented(`more:    ${explainCommand(id)}`);
  if (standing === 'left to the operator') return [...head, indented(`to do:   ${remedy}`), more];
  const places = lacking.slice(0, toldPlaces).map(({ where, lack }) => indented(`where:   ${where}: ${lack}`));
  const rest = lacking.length - places.length;
  return [
    ...head,
    ...places,
    ...(rest > 0 ? [indented(`         and ${rest} more; \`--json\` tells each of them`)] : []),
    ...[indented(`remedy:  ${remedy}`), more],
  ];
}
