import * as fc from 'fast-check';
import type { FleetDescription } from '../../lib/fleet';
import { anyFleet } from './any-fleet';

/** A place in plain data: the keys that lead to it. */
type Place = readonly (string | number)[];

/** What is done to one place. */
type Damage =
  | { readonly kind: 'delete' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'replace'; readonly value: unknown }
  | { readonly kind: 'swap'; readonly with: number }
  | { readonly kind: 'rename'; readonly key: string };

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e30,
    65535,
    23456,
    4294967296,
    '',
    ' ',
    '0',
    '-1',
    'nothing',
    '../../etc/passwd',
    '$(id)',
    '`id`',
    '${X}',
    '"; }\n!',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '::/0',
    '0.0.0.0',
    '255.255.255.255',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1/24',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
    '1e3ms',
    '0ms',
    '99999999999min',
    'mec-1',
    'operator/pe-1',
    'operator/',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    [null],
    { env: 'x' },
    { file: '' },
  ),
  fc.string({ unit: 'grapheme' }),
  fc.jsonValue(),
);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.constant<Damage>({ kind: 'delete' }),
  fc.constant<Damage>({ kind: 'repeat' }),
  oddValue.map((value): Damage => ({ kind: 'replace', value })),
  fc.nat().map((other): Damage => ({ kind: 'swap', with: other })),
  fc.constantFrom('__proto__', 'toString', 'uplnks', 'Mec_1', '', 'as').map((key): Damage => ({ kind: 'rename', key })),
);

/** Descriptions that began as valid fleets, damaged at one place at least. They need not be wrong any more than typing is. */
export const damagedAt = (mostPlaces: number): fc.Arbitrary<unknown> =>
  fc
    .tuple(anyFleet, fc.array(fc.tuple(fc.nat(), damage), { minLength: 1, maxLength: mostPlaces }))
    .map(([fleet, damages]) => damages.reduce<unknown>((value, [place, how]) => damaged(value, place, how), copyOf(fleet)));

/** Descriptions damaged at one to six places. */
export const damagedFleet = damagedAt(6);

function copyOf(fleet: FleetDescription): unknown {
  return structuredClone(fleet);
}

/** All places of plain data, from the top. */
function places(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(at.length ? [at] : []), ...entries.flatMap(([key, entry]) => places(entry, [...at, key]))];
}

function at(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function damaged(value: unknown, number: number, how: Damage): unknown {
  const all = places(value);
  const place = all[number % all.length];
  const key = place?.at(-1);
  if (!place || key === undefined) return value;
  const parent = at(value, place.slice(0, -1)) as Record<string | number, unknown>;
  if (how.kind === 'delete') {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  } else if (how.kind === 'repeat') {
    if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
  } else if (how.kind === 'replace') put(parent, key, structuredClone(how.value));
  else if (how.kind === 'rename' && !Array.isArray(parent)) {
    const entry = parent[key];
    delete parent[key];
    put(parent, how.key, entry);
  } else if (how.kind === 'swap') {
    put(parent, key, structuredClone(at(value, all[how.with % all.length] ?? place)));
  }
  return value;
}

/** Sets a key as parsed YAML has it: an own key, whatever its name. */
function put(parent: object, key: string | number, entry: unknown): void {
  Object.defineProperty(parent, key, { value: entry, enumerable: true, configurable: true, writable: true });
}
