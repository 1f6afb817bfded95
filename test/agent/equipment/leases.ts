import { ApiError } from 'anycast-mec/clients';
import type { KubernetesApi } from 'anycast-mec/clients';
import { LeaseElection } from '../../../agent/src/kubernetes';

interface Stored {
  readonly metadata: { name: string; resourceVersion: string };
  readonly spec: { holderIdentity: string };
}

/** How fast the Lease of the tests is renewed and lost. */
export const leaseConfig = { namespace: 'n', name: 'l', renewMs: 50, ttlMs: 400 };

/** A Lease in memory with the compare-and-swap of the API server, and a switch that cuts one client off. */
export class Leases {
  private stored: Stored | undefined;
  private version = 0;
  private readonly watchers = new Set<(line: string) => void>();

  /** A replica that stands for election. */
  public elect(identity: string, isCut?: () => boolean): LeaseElection {
    const nothing = () => undefined;
    const election = new LeaseElection(this.client(isCut), leaseConfig, identity, nothing, nothing);
    election.start();
    return election;
  }

  private client(isCut: () => boolean = () => false): KubernetesApi {
    const guarded = <T>(act: () => T): Promise<T> =>
      isCut() ? Promise.reject(new ApiError(0, 'cut off')) : Promise.resolve().then(act);
    return {
      get: <T>() =>
        guarded(() => ({ items: this.stored ? [this.stored] : [], metadata: { resourceVersion: String(this.version) } }) as T),
      create: <T>(_: string, body: object) => guarded(() => this.write(body as Stored, undefined) as T),
      replace: <T>(_: string, body: object) =>
        guarded(() => this.write(body as Stored, (body as Stored).metadata.resourceVersion) as T),
      patch: () => Promise.reject(new ApiError(405, 'not here')),
      remove: () => Promise.reject(new ApiError(405, 'not here')),
      stream: (_, listener) => {
        const send = (line: string) => {
          if (!isCut()) listener.line(line);
        };
        this.watchers.add(send);
        return () => this.watchers.delete(send);
      },
    };
  }

  private write(body: Stored, expected: string | undefined): Stored {
    if (this.stored?.metadata.resourceVersion !== expected) throw new ApiError(409, 'conflict');
    this.version += 1;
    this.stored = { ...body, metadata: { ...body.metadata, resourceVersion: String(this.version) } };
    for (const send of this.watchers) send(JSON.stringify({ type: 'MODIFIED', object: this.stored }));
    return this.stored;
  }
}
