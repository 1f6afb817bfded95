import { spawnSync } from 'node:child_process';

/** Lets every packet to an address of this machine vanish, as if its host had lost power; connections stay half open. Needs root and nft. */
export class Silence {
  private readonly table = `anycast_mec_silence_${process.pid}`;

  public constructor(private readonly addresses: readonly string[]) {}

  /** @throws Error if nft refuses */
  public begin(): void {
    const chain = 'chain input { type filter hook input priority -300; policy accept;';
    this.nft(`table ip ${this.table} {\n ${chain} ip daddr { ${this.addresses.join(', ')} } drop; }\n}`);
  }

  /** Ends it; where there is none, nothing happens. */
  public end(): void {
    // To add what there is changes nothing, and lets what there is not be deleted.
    this.nft(`add table ip ${this.table}\ndelete table ip ${this.table}`);
  }

  private nft(rules: string): void {
    const run = spawnSync('nft', ['-f', '-'], { input: rules, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`nft: ${run.stderr.trim()}`);
  }
}
