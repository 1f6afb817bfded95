import { hostname } from 'node:os';
import type { KubernetesApi } from 'anycast-mec/clients';
import { labelPrefix } from 'anycast-mec/contract';

/** Something that people read with `kubectl describe service`. */
export interface ServiceEvent {
  readonly namespace: string;
  readonly service: string;
  readonly uid?: string;
  readonly type: 'Normal' | 'Warning';
  /** CamelCase, such as `VipWithdrawn`. */
  readonly reason: string;
  readonly action: string;
  readonly note: string;
}

/** Events that may be written in one minute: they are for people, and must not burden an API server in trouble. */
const perMinute = 60;
/** A note has at most this many characters (Kubernetes, events.k8s.io/v1). */
const noteLimit = 1024;

/** Writes Kubernetes Events about Services; at most so many a minute, and never waits for them. */
export class EventWriter {
  private written: number[] = [];
  private sequence = 0;

  public constructor(
    private readonly api: KubernetesApi,
    private readonly onError: (error: Error) => void,
  ) {}

  public write({ namespace, service, uid, type, reason, action, note }: ServiceEvent): void {
    const at = performance.now();
    this.written = this.written.filter((earlier) => at - earlier < 60_000);
    if (this.written.length >= perMinute) return;
    this.written.push(at);
    this.sequence += 1;
    const body = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: `${service}.${Date.now().toString(16)}.${process.pid}.${this.sequence}`, namespace },
      eventTime: new Date().toISOString().replace('Z', '000Z'),
      reportingController: `${labelPrefix}/failover-agent`,
      reportingInstance: hostname(),
      type,
      reason,
      action,
      note: note.slice(0, noteLimit),
      regarding: { apiVersion: 'v1', kind: 'Service', name: service, namespace, ...(uid !== undefined && { uid }) },
    };
    this.api.create(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`, body).catch(this.onError);
  }
}
