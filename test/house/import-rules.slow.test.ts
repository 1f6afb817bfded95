import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const house = join(__dirname, '../..');
const config = '.dependency-cruiser.cjs';
const floors = 'scripts/rooms.cjs';
const rooms = createRequire(__filename)('../../scripts/rooms.cjs') as Readonly<Record<string, readonly (readonly string[])[]>>;

/** Runs the import rules over a folder with the house's layout. */
function cruise(folder: string, there: readonly string[]): { status: number | null; output: string } {
  const program = join(house, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [program, '--config', config, ...there], { cwd: folder, encoding: 'utf8' });
  return { status: run.status, output: run.stdout + run.stderr };
}

/** A house of the files given, under our rules. */
function houseOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  cpSync(join(house, config), join(folder, config));
  cpSync(join(house, floors), join(folder, floors));
  cpSync(join(house, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  cpSync(join(house, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(house, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('who may import whom', () => {
  const wrong: [string, Record<string, string>][] = [
    [
      'fleet-imports-the-contract-only',
      {
        'lib/fleet/a.ts': "import { b } from '../constructs/b';\nexport const a = b;\n",
        'lib/constructs/b.ts': 'export const b = 1;\n',
      },
    ],
    [
      'no-circular',
      {
        'lib/fleet/a.ts': "import { b } from './b';\nexport const a = () => b;\n",
        'lib/fleet/b.ts': "import { a } from './a';\nexport const b = () => a;\n",
      },
    ],
    [
      'examples-use-the-public-api',
      {
        'examples/x/mec.ts': "import { a } from '../../lib/fleet/a';\nexport const x = a;\n",
        'lib/fleet/a.ts': 'export const a = 1;\n',
      },
    ],
    [
      'contract-imports-nothing-of-ours',
      {
        'lib/contract/a.ts': "import { b } from '../fleet/b';\nexport const a = b;\n",
        'lib/fleet/b.ts': 'export const b = 1;\n',
      },
    ],
    [
      'clients-import-nothing-of-ours',
      {
        'lib/clients/a.ts': "import { b } from '../contract/b';\nexport const a = b;\n",
        'lib/contract/b.ts': 'export const b = 1;\n',
      },
    ],
    [
      'the-agent-imports-contract-and-clients-only',
      {
        'agent/src/a.ts': "import { b } from '../../lib/fleet/b';\nexport const a = b;\n",
        'lib/fleet/b.ts': 'export const b = 1;\n',
      },
    ],
    [
      'no-arrow-upward-from-lib-fleet-model',
      {
        'lib/fleet/model/a.ts': "import { b } from '../rules/b';\nexport const a = b;\n",
        'lib/fleet/rules/b.ts': 'export const b = 1;\n',
      },
    ],
    [
      'no-arrow-upward-from-lib-graph',
      {
        'lib/graph/a.ts': "import { b } from '../routers/b';\nexport const a = b;\n",
        'lib/routers/b.ts': 'export const b = 1;\n',
      },
    ],
    ['cdk8s-plus-in-constructs-only', { 'lib/fleet/a.ts': "import 'cdk8s-plus-27';\n" }],
  ];

  test.each(wrong)('%s is reported where it is broken', (rule, files) => {
    const folder = houseOf({ 'lib/index.ts': 'export {};\n', ...files });
    try {
      const there = ['lib', 'agent', 'examples'].filter((room) => existsSync(join(folder, room)));
      const { status, output } = cruise(folder, there);
      expect(output).toContain(rule);
      expect(status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the pictures of the rooms', () => {
  const script = join(house, 'scripts/rooms-picture.ts');
  const draw = (of: string, into: string) =>
    spawnSync(process.execPath, ['--import', 'tsx', script, into], { cwd: of, encoding: 'utf8' }).stdout;

  test('show the house as it is, without an arrow upward', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rooms-'));
    try {
      const said = draw(house, folder).trim().split('\n');
      expect(said).toEqual(Object.keys(rooms).map((building) => expect.stringMatching(`^${building}: \\d+ arrows, 0 upward; `)));
      const drawn = readdirSync(folder).sort();
      expect(drawn).toHaveLength(Object.keys(rooms).length);
      for (const picture of drawn)
        expect(readFileSync(join(folder, picture), 'utf8')).toBe(readFileSync(join(house, 'docs/pictures', picture), 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('tell an arrow upward', () => {
    const folder = houseOf({
      'lib/graph/a.ts': "import { b } from '../routers/b';\nexport const a = b;\n",
      'lib/routers/b.ts': 'export const b = 1;\n',
      'lib/fleet/model/c.ts': 'export {};\n',
      'agent/src/d.ts': 'export {};\n',
      'lab/src/e.ts': 'export {};\n',
    });
    try {
      expect(draw(folder, folder)).toContain('lib: 1 arrows, 1 upward: graph -> routers;');
      expect(readFileSync(join(folder, 'rooms-lib.svg'), 'utf8')).toContain('#d62728');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the floors', () => {
  test.each(Object.entries(rooms))('of %s have all its rooms, each once', (building, storeys) => {
    const folders = readdirSync(join(house, building), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(storeys.flat().sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});
