import { spawnSync } from 'node:child_process';

/** A network for benchmarks (RFC 2544), which no machine routes. An EndpointSlice takes no loopback address. */
const base = '198.18';

/** Addresses that belong to this machine while a test runs; needs root. */
export class OwnAddresses {
  public readonly all: readonly string[];

  /** @throws Error if they cannot be added */
  public constructor(count: number) {
    // Tests that run side by side must not take each other's.
    const network = `${base}.${process.pid % 250}`;
    this.all = Array.from({ length: count }, (_, index) => `${network}.${index + 1}`);
    for (const address of this.all) this.ip('replace', address);
  }

  public remove(): void {
    for (const address of this.all) this.ip('del', address);
  }

  private ip(what: 'replace' | 'del', address: string): void {
    const run = spawnSync('ip', ['addr', what, `${address}/32`, 'dev', 'lo'], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`ip addr ${what} ${address}/32 dev lo: ${run.stderr.trim()}`);
  }
}
