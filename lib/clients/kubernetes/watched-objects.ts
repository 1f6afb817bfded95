import type { KubeObject, KubernetesApi } from './api';
import { ApiError } from './api-error';
import { listObjects } from './list-objects';
import { urlOf } from './object-scope';
import type { ObjectScope } from './object-scope';
import type { StreamEnd } from './stream';

/** How a watch ended: as its stream did, or because the server forgot the version to resume from, so that the next one begins with a list. */
export type WatchEnd = StreamEnd | { readonly how: 'forgotten' };

interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T & { readonly code?: number; readonly message?: string };
}

/** Waits between attempts, ms; each is made longer or shorter by half at random, so that not all come back at once. */
const retryMs = [50, 200, 500, 1000, 2000, 5000];
/** A watch that was open as long as the longest wait was a good one: the next attempt is the first again. Ms. */
const goodAfterMs = 5000;
/** So long the API server keeps one watch open, s. */
const watchSeconds = 60;
/** A watch that is open for so long past its end has lost its server, ms: a connection that died unseen tells nothing. */
const overdueMs = 5000;
/** HTTP status where the server has forgotten the version to resume from (compaction). */
const gone = 410;

/**
 * A list that is kept up to date by a watch. A watch that ends resumes where it was; after a compaction it lists again. While the
 * API server cannot be reached the last known objects stay: they are what was announced, too.
 */
export class WatchedObjects<T extends KubeObject> {
  private readonly objects = new Map<string, T>();
  private version: string | undefined;
  private attempt = 0;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  /** Ends the watch that is open, or about to open. */
  private end: ((how: WatchEnd) => void) | undefined;
  private isSynced = false;
  private openedAt: number | undefined;

  /**
   * Nothing is asked before {@link start}.
   *
   * @param onChange called with all objects, after each list and each change
   * @param onEnd called with how a watch, or the list before it, ended; unless it was stopped another attempt follows
   */
  public constructor(
    private readonly api: KubernetesApi,
    private readonly scope: ObjectScope,
    private readonly onChange: (objects: readonly T[]) => void,
    private readonly onEnd: (end: WatchEnd) => void = () => undefined,
  ) {}

  /** Whether a list has ever been read. */
  public get synced(): boolean {
    return this.isSynced;
  }

  /** Whether the watch is open: the server has accepted it, and it has not ended. */
  public get connected(): boolean {
    return this.openedAt !== undefined;
  }

  /** The objects as last seen. */
  public get all(): readonly T[] {
    return [...this.objects.values()];
  }

  public start(): void {
    if (this.stopped) return;
    if (this.version === undefined) void this.list();
    else this.watch(this.version);
  }

  public stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.timer);
    if (this.end) this.end({ how: 'stopped' });
    else this.onEnd({ how: 'stopped' });
  }

  private async list(): Promise<void> {
    try {
      const { items, version } = await listObjects<T>(this.api, this.scope);
      if (this.stopped) return;
      this.objects.clear();
      for (const item of items) this.objects.set(keyOf(item), item);
      this.version = version;
      this.isSynced = true;
      this.onChange(this.all);
    } catch (error) {
      if (!this.stopped) this.ended({ how: 'failed', error: error instanceof ApiError ? error : new ApiError(0, String(error)) });
      return;
    }
    this.start();
  }

  private watch(version: string): void {
    const query = {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: version,
      timeoutSeconds: String(watchSeconds),
    };
    // To close a stream is told as an end, too.
    let isOver = false;
    let close = () => {};
    const end = (how: WatchEnd) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(this.timer);
      close();
      this.end = undefined;
      this.ended(how);
    };
    this.end = end;
    const lost = new ApiError(0, `the watch is open for longer than its ${watchSeconds} s: its connection is dead`);
    this.timer = setTimeout(() => end({ how: 'failed', error: lost }), watchSeconds * 1000 + overdueMs);
    close = this.api.stream(urlOf(this.scope, query), {
      opened: () => {
        this.openedAt = performance.now();
      },
      line: (text) => {
        const how = this.take(text);
        if (how) end(how);
      },
      ended: end,
    });
  }

  /** Takes an event; how the watch ends by it, where it does. */
  private take(text: string): WatchEnd | undefined {
    const event = eventOf<T>(text);
    if (!event || event.type === 'ERROR') {
      // Most often 410; whatever it is, a new list is right.
      this.version = undefined;
      const { code = 0, message = `no event: ${text.slice(0, 200)}` } = event?.object ?? {};
      return { how: 'failed', error: new ApiError(code, message) };
    }
    const { type, object } = event;
    this.attempt = 0;
    this.version = object.metadata.resourceVersion ?? this.version;
    if (type === 'BOOKMARK') return undefined;
    if (type === 'DELETED') this.objects.delete(keyOf(object));
    else this.objects.set(keyOf(object), object);
    this.onChange(this.all);
    return undefined;
  }

  private ended(end: WatchEnd): void {
    if (this.openedAt !== undefined && performance.now() - this.openedAt >= goodAfterMs) this.attempt = 0;
    this.openedAt = undefined;
    const isForgotten = end.how === 'failed' && end.error.status === gone;
    if (isForgotten) this.version = undefined;
    this.onEnd(isForgotten ? { how: 'forgotten' } : end);
    if (this.stopped) return;
    const wait = retryMs[Math.min(this.attempt, retryMs.length - 1)] ?? 0;
    this.attempt += 1;
    this.timer = setTimeout(() => this.start(), wait * (0.5 + Math.random()));
  }
}

/** The event of a line; undefined if it is none. */
function eventOf<T>(text: string): WatchEvent<T> | undefined {
  try {
    const event = JSON.parse(text) as Partial<WatchEvent<T>>;
    return event.type !== undefined && event.object !== undefined ? (event as WatchEvent<T>) : undefined;
  } catch {
    return undefined;
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
