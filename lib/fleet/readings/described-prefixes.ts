import type { DerivedModel } from '../model';

/** A prefix as its operator wrote it. */
export interface DescribedPrefix {
  readonly path: string;
  readonly text: string;
}

/** Keys of the description that hold prefixes, not interface addresses with a length. */
const prefixKeys = new Set(['links', 'loopbacks', 'hosts', 'clients', 'exchanges', 'prefix', 'lan', 'pods', 'serviceRange']);

/** Every prefix that the description writes. */
export function* describedPrefixes(fleet: DerivedModel): Generator<DescribedPrefix> {
  const { pools, plan, networks, exchanges, defaults, sites } = fleet.description;
  for (const [name, blocks] of Object.entries(pools)) yield* texts(`pools.${name}`, blocks);
  for (const [space, prefixes] of Object.entries(plan ?? {})) if (prefixes) yield* texts(`plan.${space}`, prefixes);
  yield* within('networks', networks);
  yield* within('exchanges', exchanges);
  yield* within('defaults', defaults);
  yield* within('sites', sites);
}

function* within(path: string, value: unknown): Generator<DescribedPrefix> {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* within(`${path}[${index}]`, entry);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      if (
        prefixKeys.has(key) &&
        (typeof entry === 'string' ||
          (Array.isArray(entry) && entry.every((one) => typeof one === 'string' && one.includes('/'))))
      ) {
        yield* texts(`${path}.${key}`, entry as string | string[]);
      } else yield* within(`${path}.${key}`, entry);
    }
  }
}

function* texts(path: string, value: string | readonly string[]): Generator<DescribedPrefix> {
  const list = typeof value === 'string' ? [value] : value;
  for (const [index, text] of list.entries())
    if (/^[0-9a-fA-F.:]+\/\d+$/.test(text)) yield { path: typeof value === 'string' ? path : `${path}[${index}]`, text };
}
