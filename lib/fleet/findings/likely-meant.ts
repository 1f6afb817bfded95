import { nearestName } from './nearest-name';

/** Words that YAML 1.1 took for true or false, and YAML 1.2 takes for text. */
const booleanWords: Readonly<Record<string, boolean>> = {
  ...{ yes: true, on: true, true: true, y: true, enabled: true },
  ...{ no: false, off: false, false: false, n: false, disabled: false },
};

/** A value that cannot be used, and its place. */
export interface Unusable {
  /** As the program has it. */
  readonly value: unknown;
  /** What stands in the file: of a number that YAML reads as another, the text. */
  readonly written: unknown;
  /** Whether a value may stand there; `undefined` if there need not be any. */
  readonly takes: (value: unknown) => boolean;
  /** What may stand there, where that is one of some names. */
  readonly names: readonly string[];
}

/** What whoever wrote a value that cannot be used likely meant, as a remedy. It is told only where it would be taken. */
export function likelyMeant({ value, written, takes, names }: Unusable): string | undefined {
  if (value === null && takes(undefined)) return 'Give it a value, or take it out.';
  if (typeof written !== 'string' && typeof written !== 'number' && typeof written !== 'boolean') return undefined;
  const text = String(written);
  // A number or `true` where text is asked for was text to its writer.
  if (typeof value !== 'string' && takes(text)) return `Put it in quotes: '${text}'.`;
  const word = booleanWords[plain(text).toLowerCase()];
  if (word !== undefined && takes(word)) return `Write ${word}, without quotes.`;
  const number = Number(plain(text).replace(/^as/i, '').replace(/[_,']/g, ''));
  if (plain(text) !== '' && takes(number)) return `Write ${number}, without quotes.`;
  const units = /^\d+(\.\d+)?$/.test(plain(text)) ? ['ms', 's', 'min'].map((unit) => plain(text) + unit).filter(takes) : [];
  if (units.length) return `Give it its unit: ${units.join(' or ')}.`;
  const other = [plain(text), plain(text).toLowerCase(), ...timesOf(plain(text))].find((candidate) => takes(candidate));
  if (other !== undefined) return `Write ${other}.`;
  if (takes([written])) return `Write a list: [${text}].`;
  const nearest = nearestName(plain(text).toLowerCase(), names);
  return nearest === undefined ? undefined : `Did you mean ${nearest}?`;
}

/** Text without blanks, characters that nobody sees, and what a word processor makes of quotes and dashes. */
function plain(text: string): string {
  return text.replace(/[\s\u200b-\u200d\u2060\ufeff"'\u2018-\u201f]/g, '').replace(/[\u2010-\u2015]/g, '-');
}

/** A time with the units of other programs as one number with a unit of ours. */
function timesOf(text: string): string[] {
  const parts = /^(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s(?:ec)?)?$/i.exec(text);
  if (!parts || text === '') return [];
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return [`${(hours * 60 + minutes) * 60 + seconds}s`];
}
