import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cli } from './cli';

test('the picture for Mermaid is printed', async () => {
  expect(await cli('graph', 'examples/minimal', '--format', 'mermaid')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^flowchart LR\n/),
  });
});

test('the picture as SVG is printed by the command as it is installed', () => {
  // In a process of its own: jest loads no ECMAScript module.
  const svg = execFileSync(process.execPath, ['--import', 'tsx', join('lib', 'cli', 'main.ts'), 'graph', 'examples/minimal'], {
    encoding: 'utf8',
  });
  expect(svg).toMatch(/<svg [^]*mec&#45;1[^]*<\/svg>\n$/);
});
