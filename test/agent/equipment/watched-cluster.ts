import { ApiError } from 'anycast-mec/clients';
import type { KubeObject, KubernetesApi, StreamEnd, StreamListener } from 'anycast-mec/clients';

/** Lists and watches of an API server in memory: what is in them, and how they end, the test says. */
export class WatchedCluster implements Pick<KubernetesApi, 'get' | 'stream'> {
  /** What a list gives, by its path with the query. */
  public readonly lists = new Map<string, readonly KubeObject[] | Error>();
  /** Paths that were listed, in order. */
  public readonly listed: string[] = [];
  /** Whether a watch is accepted. */
  public accepts = true;
  private readonly streams = new Map<string, StreamListener>();

  /** Paths of the watches that are open, sorted. */
  public get open(): string[] {
    return [...this.streams.keys()].sort();
  }

  public get<T>(path: string): Promise<T> {
    this.listed.push(path);
    const items = this.lists.get(path) ?? [];
    if (items instanceof Error) return Promise.reject(items);
    return Promise.resolve({ items, metadata: { resourceVersion: '1' } } as T);
  }

  public stream(path: string, listener: StreamListener): () => void {
    const scope = listOf(path);
    this.streams.set(scope, listener);
    if (this.accepts) listener.opened();
    return () => void this.streams.delete(scope);
  }

  /** Tells the watch of a path of an event. */
  public tell(path: string, type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject): void {
    this.streams.get(path)?.line(JSON.stringify({ type, object }));
  }

  /** Ends the watch of a path. */
  public end(path: string, end: StreamEnd): void {
    const listener = this.streams.get(path);
    this.streams.delete(path);
    listener?.ended(end);
  }

  /** An answer of the server that is an error ends the watch of a path. */
  public fail(path: string, status: number, message: string): void {
    this.end(path, { how: 'failed', error: new ApiError(status, message) });
  }
}

/** The path of the list that a watch goes on from. */
function listOf(path: string): string {
  const [base = '', text] = path.split('?');
  const query = new URLSearchParams(text);
  for (const key of ['watch', 'allowWatchBookmarks', 'resourceVersion', 'timeoutSeconds']) query.delete(key);
  const rest = query.toString();
  return rest === '' ? base : `${base}?${rest}`;
}
