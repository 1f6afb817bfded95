import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  agentFieldManager,
  defaultNamespaces,
  gracefulShutdown,
  labelPrefix,
  labMaintenanceFieldManager,
  maintenanceFieldManager,
  manifestFiles,
  metricNames,
  rolloutFieldManager,
  statusPort,
} from 'anycast-mec/contract';
import { sourceFiles, withoutComments } from './source-files';

const house = join(__dirname, '../..');

/** What is agreed on: each stands in `lib/contract` and nowhere else. */
const agreed = [
  labelPrefix,
  gracefulShutdown,
  maintenanceFieldManager,
  rolloutFieldManager,
  labMaintenanceFieldManager,
  String(statusPort),
  ...Object.values(metricNames),
  ...Object.values(defaultNamespaces),
  ...Object.values(manifestFiles).filter((name) => typeof name === 'string'),
];

/** Where a value that is agreed on is written again. */
function secondHomes(code: string): string[] {
  const text = withoutComments(code);
  return agreed.filter((value) => new RegExp(`(?<![\\w.])${value.replace(/[.:]/g, '\\$&')}(?![\\w-])`).test(text));
}

describe('what library, agent and lab agree on', () => {
  const files = sourceFiles(['lib', 'agent/src', 'lab/src', 'stacks'].map((room) => join(house, room)));
  const others = files.map(({ file }) => file.slice(house.length + 1)).filter((file) => !file.startsWith('lib/contract/'));

  test('is written once: no other file has a copy of a value', () => {
    const copies = others.flatMap((file) =>
      secondHomes(readFileSync(join(house, file), 'utf8')).map((value) => `${file}: ${value}`),
    );
    expect(copies).toEqual([]);
  });

  test.each([
    [`const label = '${labelPrefix}/route';`, [labelPrefix]],
    [`const port = ${statusPort};`, ['9470']],
    ["const file = '50-agent.yaml';", ['50-agent.yaml']],
    ["/** @default 'anycast-agent' */\n// such as metallb-system", []],
    [`const name = '${agentFieldManager}';`, []],
  ])('is found again where it is copied: %j', (code, found) => expect(secondHomes(code)).toEqual(found));
});
