import { ApiError } from './api';
import type { KubeObject, KubernetesApi } from './api';

/** What is watched. */
export interface WatchScope {
  /** Such as `/api/v1/namespaces/sensors/services`. */
  readonly path: string;
  /** Such as `fieldSelector=metadata.name%3Dsensors`. */
  readonly query?: string;
}

interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T & { readonly code?: number; readonly message?: string };
}

/** Waits between attempts, ms. */
const retryMs = [50, 200, 500, 1000, 2000, 5000];
/** So long the API server keeps one watch open, s: a connection that died unseen is replaced after this. */
const watchSeconds = 60;
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
  private close: (() => void) | undefined;
  private isSynced = false;
  private isConnected = false;

  public constructor(
    private readonly api: KubernetesApi,
    private readonly scope: WatchScope,
    private readonly onChange: (objects: readonly T[]) => void,
    private readonly onError: (error: Error) => void = () => undefined,
  ) {}

  /** Whether a list has ever been read. */
  public get synced(): boolean {
    return this.isSynced;
  }

  /** Whether the watch is open. */
  public get connected(): boolean {
    return this.isConnected;
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
    this.stopped = true;
    clearTimeout(this.timer);
    this.close?.();
  }

  private async list(): Promise<void> {
    try {
      const { items = [], metadata } = await this.api.get<{ items?: T[]; metadata: { resourceVersion: string } }>(this.url({}));
      if (this.stopped) return;
      this.objects.clear();
      for (const item of items) this.objects.set(keyOf(item), item);
      this.version = metadata.resourceVersion;
      this.isSynced = true;
      this.attempt = 0;
      this.onChange(this.all);
      this.watch(this.version);
    } catch (error) {
      this.again(error as Error);
    }
  }

  private watch(version: string): void {
    const url = this.url({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: version,
      timeoutSeconds: String(watchSeconds),
    });
    this.isConnected = true;
    this.close = this.api.stream(
      url,
      (line) => this.take(JSON.parse(line) as WatchEvent<T>),
      (error) => {
        this.isConnected = false;
        if (error instanceof ApiError && error.status === gone) this.version = undefined;
        this.again(error);
      },
    );
  }

  private take({ type, object }: WatchEvent<T>): void {
    if (this.stopped) return;
    this.attempt = 0;
    if (type === 'ERROR') {
      // Most often 410; whatever it is, a new list is right.
      this.version = undefined;
      this.close?.();
      this.isConnected = false;
      return this.again(object.code === gone ? undefined : new ApiError(object.code ?? 0, object.message ?? 'watch error'));
    }
    this.version = object.metadata.resourceVersion ?? this.version;
    if (type === 'BOOKMARK') return;
    if (type === 'DELETED') this.objects.delete(keyOf(object));
    else this.objects.set(keyOf(object), object);
    this.onChange(this.all);
  }

  private again(error: Error | undefined): void {
    if (this.stopped) return;
    if (error) this.onError(error);
    const wait = retryMs[Math.min(this.attempt, retryMs.length - 1)] ?? 0;
    this.attempt += 1;
    this.timer = setTimeout(() => this.start(), wait * (0.5 + Math.random()));
  }

  private url(query: Readonly<Record<string, string>>): string {
    const text = [this.scope.query, ...Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)]
      .filter(Boolean)
      .join('&');
    return text === '' ? this.scope.path : `${this.scope.path}?${text}`;
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
