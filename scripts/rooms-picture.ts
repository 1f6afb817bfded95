/**
 * Draws who imports whom: a picture for each building, its rooms on their floors (`scripts/rooms.cjs`), an arrow for each room that
 * imports another. An arrow upward is red and thick.
 *
 * `npx tsx scripts/rooms-picture.ts [FOLDER]` writes `rooms-<building>.svg` into FOLDER (`docs/pictures`) for the house it is called in,
 * and prints how many arrows each building has, how many of them lead upward, and how many files its fullest folder holds.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Graphviz } from '@hpcc-js/wasm-graphviz';

/** Rooms of one building, floor by floor from the ground. */
type Storeys = readonly (readonly string[])[];

/** One module and the files that it imports, as dependency-cruiser tells them. */
interface Module {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string }[];
}

/** An arrow: a room that imports another. */
interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** All modules of the folders given, with what they import, types too. */
function modulesOf(folders: readonly string[]): readonly Module[] {
  const program = join(__dirname, '../node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const options = [
    '--no-config',
    '--ts-pre-compilation-deps',
    '--ts-config',
    'tsconfig.json',
    '--do-not-follow',
    'node_modules',
    '-T',
    'json',
  ];
  const run = spawnSync(process.execPath, [program, ...options, ...folders], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(`dependency-cruiser ended with ${run.status}: ${run.stderr}`);
  return (JSON.parse(run.stdout) as { modules: readonly Module[] }).modules;
}

/** Arrows between the rooms of a building, each once, in the order of their names. */
function arrowsOf(building: string, modules: readonly Module[]): readonly Arrow[] {
  const room = (file: string) => {
    const [name, ...rest] = file.startsWith(`${building}/`) ? file.slice(building.length + 1).split('/') : [];
    return rest.length ? name : undefined;
  };
  const keys = modules.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ resolved }) => {
      const [from, to] = [room(source), room(resolved)];
      return from && to && from !== to ? [`${from} ${to}`] : [];
    }),
  );
  return [...new Set(keys)].sort().map((key) => {
    const [from = '', to = ''] = key.split(' ');
    return { from, to };
  });
}

/** The floor of a room; a room that has none yet stands above all. */
const floorOf = (storeys: Storeys, room: string): number => {
  const floor = storeys.findIndex((rooms) => rooms.includes(room));
  return floor < 0 ? storeys.length : floor;
};

const isUpward = (storeys: Storeys, { from, to }: Arrow): boolean => floorOf(storeys, to) >= floorOf(storeys, from);

/** The building in graphviz' language, ground floor below. */
function drawing(building: string, storeys: Storeys, arrows: readonly Arrow[]): string {
  const quoted = (text: string) => JSON.stringify(text);
  const homeless = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))].filter(
    (room) => floorOf(storeys, room) === storeys.length,
  );
  const floors = [...storeys, homeless].map((rooms) => `{ rank=same; ${rooms.map(quoted).join('; ')} }`).reverse();
  const stairs = storeys
    .slice(1)
    .map((rooms, below) => `${quoted(rooms[0] ?? '')} -> ${quoted(storeys[below]?.[0] ?? '')} [style=invis, weight=9]`);
  const drawn = arrows.map((arrow) => {
    const look = isUpward(storeys, arrow) ? '[color="#d62728", penwidth=3, constraint=false]' : '[color="#7a8793"]';
    return `${quoted(arrow.from)} -> ${quoted(arrow.to)} ${look}`;
  });
  return [
    'digraph rooms {',
    `label=${quoted(`${building}: who imports whom`)}; labelloc=t; fontname=Helvetica; ranksep=0.6`,
    'node [shape=box, style="rounded,filled", fillcolor="#eef3f8", color="#4a5a6a", fontname=Helvetica]',
    ...floors,
    ...stairs,
    ...drawn,
    '}',
  ].join('\n');
}

/** How many files the fullest folder at or below `folder` holds. */
function fullest(folder: string): { readonly folder: string; readonly files: number } {
  const entries = readdirSync(folder, { withFileTypes: true });
  const here = { folder, files: entries.filter((entry) => entry.isFile()).length };
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => fullest(join(folder, name)));
  return below.reduce((most, one) => (one.files > most.files ? one : most), here);
}

async function main(): Promise<void> {
  const buildings = createRequire(__filename)('./rooms.cjs') as Readonly<Record<string, Storeys>>;
  const folder = process.argv[2] ?? 'docs/pictures';
  const modules = modulesOf(['lib', 'agent/src', 'lab/src']);
  const graphviz = await Graphviz.load();
  mkdirSync(folder, { recursive: true });
  for (const [building, storeys] of Object.entries(buildings)) {
    const arrows = arrowsOf(building, modules);
    const upward = arrows.filter((arrow) => isUpward(storeys, arrow));
    const full = fullest(building);
    writeFileSync(join(folder, `rooms-${building.replaceAll('/', '-')}.svg`), graphviz.dot(drawing(building, storeys, arrows)));
    const named = upward.length ? `: ${upward.map(({ from, to }) => `${from} -> ${to}`).join(', ')}` : '';
    console.log(
      `${building}: ${arrows.length} arrows, ${upward.length} upward${named}; fullest folder ${full.folder}: ${full.files} files`,
    );
  }
}

void main();
