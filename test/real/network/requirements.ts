import { existsSync } from 'node:fs';

/** Programs that the tests with real daemons run, by what they are for. */
const programs = {
  frr: ['/usr/lib/frr/zebra', '/usr/lib/frr/bgpd', '/usr/bin/vtysh'],
  bird: ['/usr/sbin/bird', '/usr/sbin/birdc'],
  nftables: ['/usr/sbin/nft'],
  rpki: ['/usr/bin/stayrtr', `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/frr/modules/bgpd_rpki.so`],
  keepalived: ['/usr/sbin/keepalived'],
  attackers: ['/usr/sbin/hping3'],
  namespaces: ['/usr/sbin/ip', '/usr/bin/nsenter', '/usr/bin/unshare', '/usr/bin/setpriv'],
} as const;

/** Something that tests with real daemons need. */
export type Need = keyof typeof programs;

/** Why these needs cannot be met on this machine, with what helps; undefined if they can. */
export function missing(needs: readonly Need[]): string | undefined {
  const absent: string[] = needs.flatMap((need) => programs[need].filter((program) => !existsSync(program)));
  if (absent.length) absent.push(`run 'make packages'`);
  if (process.getuid?.() !== 0) absent.unshift('root (network namespaces)');
  return absent.length ? absent.join(', ') : undefined;
}

/** What becomes of a test whose needs cannot be met for `reason`. */
export function whatToDo(reason: string | undefined, ci: boolean): 'run' | 'skip' | 'fail' {
  if (reason === undefined) return 'run';
  return ci ? 'fail' : 'skip';
}

/** `describe` for tests with real daemons. See {@link describeNeeding}. */
export function describeReal(name: string, needs: readonly Need[], body: () => void): void {
  describeNeeding(name, missing(needs), body);
}

/** What declares tests: jest, or what stands in for it in the test of this file. */
type Jest = Pick<typeof globalThis, 'describe' | 'test'>;

/**
 * `describe` for tests that need something of the machine. Where it is missing they are skipped with the reason in their name and
 * on the terminal; under `CI=true` they fail instead, so that nobody takes a skipped proof for one.
 *
 * @param reason what is missing, with what helps; undefined: nothing
 */
export function describeNeeding(name: string, reason: string | undefined, body: () => void, jest: Jest = globalThis): void {
  const todo = whatToDo(reason, process.env['CI'] === 'true');
  if (todo === 'run') jest.describe(name, body);
  else if (todo === 'fail') jest.describe(name, () => jest.test('can run here', lacking(reason)));
  else jest.describe.skip(toldAsSkipped(name, reason), body);
}

/** A single `test` that needs more of the machine than those beside it. See {@link describeNeeding}. */
export function testNeeding(name: string, reason: string | undefined, body: () => Promise<void>, jest: Jest = globalThis): void {
  const todo = whatToDo(reason, process.env['CI'] === 'true');
  if (todo === 'run') jest.test(name, body);
  else if (todo === 'fail') jest.test(name, lacking(reason));
  else jest.test.skip(toldAsSkipped(name, reason), body);
}

function lacking(reason: string | undefined): () => never {
  return () => {
    throw new Error(`missing: ${reason}`);
  };
}

/** Tells it on the terminal, too. */
function toldAsSkipped(name: string, reason: string | undefined): string {
  process.stderr.write(`SKIPPED ${name}: missing ${reason}\n`);
  return `${name} (skipped, missing: ${reason})`;
}
