import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpioArchive } from '../../../lab/src/guest/cpio';
import { dependencies, inLoadingOrder } from '../../../lab/src/guest/kernel-modules';

const entries = [
  { path: 'bin', kind: 'folder' },
  { path: 'bin/odd', kind: 'file', content: Buffer.from('12345') },
  { path: 'init', kind: 'file', content: Buffer.from('#!/bin/sh\n'), mode: 0o700 },
] as const;

describe('the first root of the guest', () => {
  test('is an archive that cpio unpacks to what went in', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cpio-'));
    try {
      const { status, stderr } = spawnSync('/bin/busybox', ['cpio', '-idm'], { cwd: folder, input: cpioArchive(entries) });
      expect({ status, stderr: stderr.toString() }).toMatchObject({ status: 0 });
      expect(readFileSync(join(folder, 'bin/odd'), 'utf8')).toBe('12345');
      expect(readFileSync(join(folder, 'init'), 'utf8')).toBe('#!/bin/sh\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is the same bytes for the same entries, and others for others', () => {
    expect(cpioArchive(entries).equals(cpioArchive(entries))).toBe(true);
    expect(cpioArchive(entries).equals(cpioArchive(entries.slice(1)))).toBe(false);
  });
});

describe('kernel modules', () => {
  const module = (depends: string) => Buffer.from(`\0license=GPL\0depends=${depends}\0name=x\0`);

  test('name what they depend on', () => {
    expect(dependencies(module('ip-tunnel,mpls_router'))).toEqual(['ip_tunnel', 'mpls_router']);
  });

  test('may depend on nothing', () => {
    expect(dependencies(module(''))).toEqual([]);
    expect(dependencies(Buffer.from('no section'))).toEqual([]);
  });

  test('that have no file, being built in, are passed over', () => {
    expect(inLoadingOrder(['ipv6'], new Map())).toEqual([]);
  });
});
