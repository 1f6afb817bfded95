import { ApiError } from 'anycast-mec/clients';
import type { KubernetesApi } from 'anycast-mec/clients';
import { LeaseElection } from '../../../agent/src/kubernetes';
import { until } from '../equipment/until';

interface Stored {
  readonly metadata: { name: string; resourceVersion: string };
  readonly spec: { holderIdentity: string };
}

/** A Lease in memory with the compare-and-swap of the API server, and a switch that cuts one client off. */
class Leases {
  private stored: Stored | undefined;
  private version = 0;
  private readonly watchers = new Set<(line: string) => void>();

  public client(isCut: () => boolean = () => false): KubernetesApi {
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

const config = { namespace: 'n', name: 'l', renewMs: 50, ttlMs: 400 };

describe('the Lease', () => {
  const running: LeaseElection[] = [];
  const elect = (api: KubernetesApi, identity: string) => {
    const election = new LeaseElection(
      api,
      config,
      identity,
      () => undefined,
      () => undefined,
    );
    running.push(election);
    election.start();
    return election;
  };
  afterEach(() => Promise.all(running.splice(0).map((election) => election.release())));

  test('is held by one of two', async () => {
    const leases = new Leases();
    const [a, b] = [elect(leases.client(), 'a'), elect(leases.client(), 'b')];
    await until('one leads', () => a.leads || b.leads);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([a.leads, b.leads].filter(Boolean)).toHaveLength(1);
  });

  test('is lost by a holder that is cut off before the other takes it: never two', async () => {
    const leases = new Leases();
    let isCut = false;
    const a = elect(
      leases.client(() => isCut),
      'a',
    );
    await until('a leads', () => a.leads);
    const b = elect(leases.client(), 'b');
    isCut = true;
    let both = 0;
    await until('b leads', () => {
      if (a.leads && b.leads) both += 1;
      return b.leads;
    });
    expect([both, a.leads]).toEqual([0, false]);
  });

  test('goes over at once when it is given back', async () => {
    const leases = new Leases();
    const a = elect(leases.client(), 'a');
    await until('a leads', () => a.leads);
    const b = elect(leases.client(), 'b');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const at = performance.now();
    await a.release();
    await until('b leads', () => b.leads);
    expect(performance.now() - at).toBeLessThan(config.ttlMs);
  });
});
