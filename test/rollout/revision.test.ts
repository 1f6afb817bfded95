import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectAt, revisionOf } from '../../lib/rollout/revision';

let top: string;
let project: string;
const git = (...args: string[]) => execFileSync('git', ['-C', top, ...args], { encoding: 'utf8' }).trim();
const commit = () => {
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'a');
  return git('rev-parse', 'HEAD');
};

/** A project in a folder of a repository, whose packages are installed above it. */
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'revision-')));
  project = join(top, 'sites/fleet');
  mkdirSync(project, { recursive: true });
  mkdirSync(join(top, 'node_modules/pkg'), { recursive: true });
  writeFileSync(join(top, '.gitignore'), 'node_modules/\n');
  writeFileSync(join(project, 'fleet.yaml'), 'old');
  git('init', '-q');
});
afterEach(() => rmSync(top, { recursive: true }));

describe('the revision of a project', () => {
  test('is that of git where nothing is changed', () => {
    const revision = commit();
    expect(revisionOf(project)).toBe(revision);
  });

  test('is none where something is changed or new, but the journal and other folders do not count', () => {
    const revision = commit();
    writeFileSync(join(top, 'other'), 'new');
    mkdirSync(join(project, '.anycast-mec'));
    writeFileSync(join(project, '.anycast-mec/rollout.jsonl'), '{}');
    expect(revisionOf(project)).toBe(revision);
    writeFileSync(join(project, 'fleet.yaml'), 'new');
    expect(revisionOf(project)).toBeUndefined();
  });

  test('is none outside of git, and before the first commit', () => {
    expect(revisionOf(project)).toBeUndefined();
    rmSync(join(top, '.git'), { recursive: true });
    expect(revisionOf(project)).toBeUndefined();
  });
});

describe('a project as it was', () => {
  test('stands in a folder of its own, with the packages of now, until it is closed', () => {
    const revision = commit();
    writeFileSync(join(project, 'fleet.yaml'), 'new');
    commit();
    const past = projectAt(project, revision);
    expect(readFileSync(join(past.folder, 'fleet.yaml'), 'utf8')).toBe('old');
    expect(existsSync(join(past.folder, 'node_modules/pkg'))).toBe(true);
    expect(readFileSync(join(project, 'fleet.yaml'), 'utf8')).toBe('new');
    past.close();
    expect(existsSync(past.folder)).toBe(false);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  test('needs no packages, and takes its own before others', () => {
    rmSync(join(top, 'node_modules'), { recursive: true });
    const bare = projectAt(project, commit());
    expect(existsSync(join(bare.folder, 'node_modules'))).toBe(false);
    bare.close();
    mkdirSync(join(project, 'node_modules/own'), { recursive: true });
    mkdirSync(join(top, 'node_modules'));
    const past = projectAt(project, 'HEAD');
    expect(existsSync(join(past.folder, 'node_modules/own'))).toBe(true);
    past.close();
  });

  test('is refused where git does not know the revision', () => {
    commit();
    expect(() => projectAt(project, '0123456789')).toThrow();
  });
});
