import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigFile } from '../../../agent/src/runtime/config-file';

let folder: string;
let file: string;
beforeEach(() => {
  jest.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'config-file-'));
  file = join(folder, 'agent.json');
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
});

const textOf = (site: string) =>
  JSON.stringify({
    site,
    hosts: ['h1'],
    services: [{ name: 's', namespace: 'n', vips: ['203.0.113.1'], port: 80, protocol: 'TCP', health: { port: 80 } }],
  });
/** In place of the file, as an editor or a ConfigMap puts it there. */
const replace = (text: string) => {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

/** A file that is watched, and what was said of it. */
function watched() {
  writeFileSync(file, textOf('a'));
  const said: string[] = [];
  const config = new ConfigFile(
    file,
    ({ site }) => said.push(`take ${site}`),
    (error) => said.push(`refuse ${error.message.includes('agent.json') ? 'agent.json' : error.message}`),
  );
  const afterSecond = () => {
    jest.advanceTimersByTime(1000);
    return said;
  };
  return { config, said, afterSecond };
}

describe('a configuration file', () => {
  test('is taken once when it changes, within a second, and not while it stays', () => {
    const { said, afterSecond } = watched();
    expect(afterSecond()).toEqual([]);
    replace(textOf('b'));
    expect(said).toEqual([]);
    expect(afterSecond()).toEqual(['take b']);
    expect(afterSecond()).toEqual(['take b']);
  });

  test('is refused once where it cannot be used, and taken when it is mended', () => {
    const { afterSecond } = watched();
    replace('{ "hosts": 1 }');
    afterSecond();
    expect(afterSecond()).toEqual(['refuse agent.json']);
    replace(textOf('c'));
    expect(afterSecond()).toEqual(['refuse agent.json', 'take c']);
  });

  test('may be gone for a moment: that says nothing', () => {
    const { afterSecond } = watched();
    rmSync(file);
    expect(afterSecond()).toEqual([]);
    replace(textOf('d'));
    expect(afterSecond()).toEqual(['take d']);
  });

  test('is not looked at any more once that is stopped', () => {
    const { config, afterSecond } = watched();
    config.stop();
    replace(textOf('e'));
    expect(afterSecond()).toEqual([]);
  });

  test('that cannot be used at the start, or is not there, is an error', () => {
    const nothing = () => undefined;
    expect(() => new ConfigFile(file, nothing, nothing)).toThrow('ENOENT');
    writeFileSync(file, '{');
    expect(() => new ConfigFile(file, nothing, nothing)).toThrow('agent.json');
  });
});
