import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabNetwork } from '../../../lab/src/network/lab-network';

/**
 * A network of the lab in the namespaces of this machine, without a keeper: every name begins with a random id, and {@link Lab.close}
 * takes all of it away again; nothing else on the machine is touched.
 */
export class Lab {
  /** What the names of this lab's namespaces begin with. */
  public readonly id = `am${randomBytes(3).toString('hex')}`;
  /** Folder of this lab's files. */
  public readonly folder: string;
  public readonly network: LabNetwork;
  private readonly endWithUs = () => this.network.killAll();

  public constructor() {
    this.folder = mkdtempSync(join(tmpdir(), `${this.id}-`));
    chmodSync(this.folder, 0o755); // daemons give up root and must still reach their sockets
    this.network = new LabNetwork({ folder: this.folder, prefix: `${this.id}-` });
    process.once('exit', this.endWithUs);
  }

  /** Ends all processes and removes all namespaces and files. */
  public async close(): Promise<void> {
    await this.network.close();
    rmSync(this.folder, { recursive: true, force: true });
    process.off('exit', this.endWithUs);
  }
}
