import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { standardSite } from '../../constructs/standard-site';
import { deriveChecked } from '../../fleet/derive/model';
import type { FleetDescription } from '../../fleet/description/fleet';
import { secretsOf } from '../../routers';
import type { SecretOrigin } from '../../routers';
import { FleetFiles } from '../fleet-files';
import type { Share } from '../fleet-files';
import { encoded } from '../output/output-file';
import type { EncodedFile } from '../output/output-file';
import { Claims } from './claims';

/** What a thread is given. */
export interface ThreadData {
  /** Checked already. */
  readonly description: FleetDescription;
  readonly secrets: SecretOrigin;
  readonly shares: readonly Share[];
  readonly cells: Int32Array;
  readonly ahead: number;
  /** Takes {@link MadeShare}s. */
  readonly port: MessagePort;
}

/** A share that was made. */
export interface MadeShare {
  readonly share: number;
  readonly files: readonly EncodedFile[];
}

/** A thread beside that of the command: makes shares of the fleet's files until none is wanted any more. */
function run({ description, secrets, shares, cells, ahead, port }: ThreadData): void {
  const claims = new Claims(cells, ahead);
  const fleetFiles = new FleetFiles(
    deriveChecked(description),
    (mec) => standardSite(mec),
    () => secretsOf(secrets),
  );
  do {
    for (let share = claims.takeNext(); share !== undefined; share = claims.takeNext()) {
      const wanted = shares[share];
      if (wanted) claims.finish(share, make(fleetFiles, share, wanted, port));
    }
  } while (claims.waitForMore());
}

/** Whether it could be made. Whatever stands in the way meets the thread of the command, too, which tells it. */
function make(fleetFiles: FleetFiles, share: number, wanted: Share, port: MessagePort): boolean {
  try {
    const files = [...fleetFiles.of(wanted)].map(encoded);
    port.postMessage({ share, files } satisfies MadeShare, handedOver(files));
    return true;
  } catch {
    return false;
  }
}

/** What need not be copied: memory of a file alone. Short texts have a part of a block that Node.js keeps. */
function handedOver(files: readonly EncodedFile[]): ArrayBuffer[] {
  const isAlone = ({ bytes }: EncodedFile) => bytes.byteLength === bytes.buffer.byteLength;
  return files.filter(isAlone).flatMap(({ bytes: { buffer } }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}

run(workerData as ThreadData);
