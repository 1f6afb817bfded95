import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet, placeholderSecrets, secretsFrom } from '../../../lib';
import { standardSite } from '../../../lib/constructs';
import { FleetFiles, sharesOf } from '../../../lib/synth/fleet-files';
import type { Share } from '../../../lib/synth/fleet-files';
import { encoded } from '../../../lib/synth/output/output-file';
import type { EncodedFile, OutputFile } from '../../../lib/synth/output/output-file';
import { writeOutput } from '../../../lib/synth/output/write-output';
import { SharedWork } from '../../../lib/synth/threads/shared-work';
import type { SharedWorkOptions } from '../../../lib/synth/threads/shared-work';

/** Threads know nothing of jest, which reads the sources for the test itself. */
const entry = join(__dirname, 'thread-of-sources.cjs');

/** A fleet of 20 sites; the sessions of the hosts of the last ones have a password that nobody gives. */
const fleet = (lacking = 0) =>
  Fleet.from({
    name: 'shared',
    pools: { apps: '203.0.113.0/24' },
    plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/20', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
    networks: { isp: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] } },
    sites: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `mec-${index + 1}`,
        {
          as: 64701 + index,
          uplinks: [`isp/pe-${(index % 2) + 1}`],
          clients: [`ran-${index + 1}`],
          ...(index >= 20 - lacking && { hostPassword: { env: 'NOBODY_GIVES_THIS' } }),
        },
      ]),
    ),
    services: {
      hello: { vip: '203.0.113.1', workload: { image: 'hello:1' }, rateLimit: { perClient: '5r/s' } },
      bye: { vip: '203.0.113.2', workload: { image: 'bye:1' } },
    },
  });

/** Makes files in the thread of the test, the first share not before another thread has finished one in this way. */
class WaitingFiles extends FleetFiles {
  public finished?: () => boolean;

  public override *of(share: Share): Generator<OutputFile> {
    const nobody = new Int32Array(new SharedArrayBuffer(4));
    while (this.finished?.() === false) Atomics.wait(nobody, 0, 0, 20);
    yield* super.of(share);
  }
}

/** The work on a fleet; the caller's thread waits for another thread that made a share, or could not. */
function workOn(of: Fleet, options: Pick<SharedWorkOptions, 'secrets' | 'entry'>, waitsFor?: 'made' | 'failed') {
  const secrets = options.secrets === 'placeholder' ? placeholderSecrets : secretsFrom(options.secrets.baseDir);
  const own = new WaitingFiles(
    of,
    (mec) => standardSite(mec),
    () => secrets,
  );
  const work = new SharedWork(sharesOf(of, undefined), own, { description: of.description, threads: 1, ...options });
  const { cells } = (work as unknown as { claims: { cells: Int32Array } }).claims;
  if (waitsFor) own.finished = () => cells.subarray(1).includes(waitsFor === 'made' ? 2 : 3);
  return { work, own };
}

const bytesOf = (files: Iterable<OutputFile | EncodedFile>) =>
  [...files]
    .map((file) => ('bytes' in file ? file : encoded(file)))
    .map(({ bytes, ...rest }) => ({ ...rest, text: Buffer.from(bytes).toString() }));

/** The files as one thread makes them. */
const alone = (of: Fleet, secrets = placeholderSecrets) => {
  const files = new FleetFiles(
    of,
    (mec) => standardSite(mec),
    () => secrets,
  );
  return sharesOf(of, undefined).flatMap((share) => [...files.of(share)]);
};

describe('several threads', () => {
  test('give the same files in the same order as one', () => {
    const { work } = workOn(fleet(), { secrets: 'placeholder', entry }, 'made');
    expect(bytesOf(work.files())).toEqual(bytesOf(alone(fleet())));
    expect(work.madeByOthers).toBeGreaterThan(0);
  }, 120_000);

  test('tell the error that one tells, and leave nothing', () => {
    const out = join(mkdtempSync(join(tmpdir(), 'shared-work-')), 'dist');
    const { work } = workOn(fleet(6), { secrets: { baseDir: '.' }, entry }, 'failed');
    let told = '';
    try {
      alone(fleet(6), secretsFrom('.'));
    } catch (error) {
      told = (error as Error).message;
    }
    expect(told).toContain('NOBODY_GIVES_THIS');
    expect(() => writeOutput(work.files(), out)).toThrow(told);
    expect(existsSync(out)).toBe(false);
    rmSync(join(out, '..'), { recursive: true });
  }, 120_000);

  test('are not needed: without them the files are the same', () => {
    const { work } = workOn(fleet(), { secrets: 'placeholder', entry: join(__dirname, 'there-is-none.js') });
    expect(bytesOf(work.files())).toEqual(bytesOf(alone(fleet())));
    expect(work.madeByOthers).toBe(0);
  }, 120_000);
});
