import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { FleetDescription } from '../../fleet/description/fleet';
import type { SecretOrigin } from '../../routers';
import type { FleetFiles, Share } from '../fleet-files';
import { encoded } from '../output/output-file';
import type { EncodedFile, OutputFile } from '../output/output-file';
import { Claims } from './claims';
import type { MadeShare, ThreadData } from './thread';

/** Threads that work on a fleet, that of the command among them: each has the fleet in memory. Measured with two (`make bench`), not with more. */
const mostThreads = 4;

/** Shares that each thread may be ahead of what is written. */
const aheadOfEach = 4;

/** What is made of a site is garbage when it is written: three spaces of 64 MiB let most of it die before it is looked at. */
const resourceLimits = { maxYoungGenerationSizeMb: 192 };

/** A thread that needs longer for a share is taken for dead, ms: whoever wants the share makes it. */
const patienceMs = 60_000;

/** How the work on a fleet is shared. */
export interface SharedWorkOptions {
  readonly description: FleetDescription;
  readonly secrets: SecretOrigin;
  /** Threads besides that of the caller. @default - one for each further processor, 3 at most */
  readonly threads?: number;
  /** The program of a thread. @default - the one beside this file */
  readonly entry?: string;
}

/**
 * Makes the files of a fleet in several threads, and gives them in the order and with the errors of one: the caller's thread takes shares as
 * the others do, waits for nothing that it could make itself, and makes anew whatever another could not make.
 */
export class SharedWork {
  /** How many shares other threads have made. */
  public madeByOthers = 0;
  private readonly claims: Claims;
  private readonly ports: MessagePort[] = [];
  private readonly ready = new Map<number, readonly EncodedFile[]>();

  public constructor(
    private readonly shares: readonly Share[],
    private readonly own: FleetFiles,
    private readonly options: SharedWorkOptions,
  ) {
    const threads = this.threads();
    this.claims = Claims.of(shares.length, aheadOfEach * (threads + 1));
  }

  /** The files, share by share. @throws what {@link FleetFiles.of} throws */
  public *files(): Generator<OutputFile | EncodedFile> {
    // Its own, so that what is said once in a process is said here.
    this.claims.take(0);
    const workers = this.start();
    try {
      for (const [index, share] of this.shares.entries()) {
        this.claims.want(index);
        yield* (index > 0 && this.made(index)) || this.own.of(share);
        this.ready.delete(index);
      }
    } finally {
      this.claims.want(this.shares.length);
      for (const worker of workers) void worker.terminate();
    }
  }

  private threads(): number {
    return this.options.threads ?? Math.min(availableParallelism(), mostThreads) - 1;
  }

  /** Starts what can be started: without any other thread the work is done all the same. */
  private start(): Worker[] {
    const { description, secrets, entry = join(__dirname, 'thread.js') } = this.options;
    const { cells, ahead } = this.claims;
    return Array.from({ length: this.threads() }, () => {
      const { port1, port2 } = new MessageChannel();
      this.ports.push(port1);
      port1.unref();
      const workerData: ThreadData = { description, secrets, shares: this.shares, cells, ahead, port: port2 };
      // What it says on its own account the caller's thread says, too.
      const worker = new Worker(entry, { workerData, transferList: [port2], stdout: true, stderr: true, resourceLimits });
      worker.on('error', () => undefined);
      worker.unref();
      return worker;
    });
  }

  /** A share as it was made by whoever took it; undefined if the caller must make it now. */
  private made(index: number): readonly EncodedFile[] | undefined {
    for (const end = performance.now() + patienceMs; performance.now() < end;) {
      this.receive();
      const files = this.ready.get(index);
      if (files) return files;
      if (this.claims.take(index) || this.claims.hasFailed(index)) return undefined;
      const other = this.claims.takeNext();
      if (other === undefined) this.claims.wait(index, patienceMs);
      else this.makeAhead(other);
    }
    return undefined;
  }

  /** Makes a share whose turn has not come. An error waits until then. */
  private makeAhead(index: number): void {
    const share = this.shares[index];
    try {
      if (share) this.ready.set(index, [...this.own.of(share)].map(encoded));
      this.claims.finish(index, true);
    } catch {
      this.claims.finish(index, false);
    }
  }

  private receive(): void {
    for (const port of this.ports) {
      for (let entry = receiveMessageOnPort(port); entry; entry = receiveMessageOnPort(port)) {
        const { share, files } = entry.message as MadeShare;
        this.ready.set(share, files);
        this.madeByOthers += 1;
      }
    }
  }
}
