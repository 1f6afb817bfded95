import type { Actuator } from '../actuators';
import type { AgentConfig } from 'anycast-mec/contract';
import type { ProbeScheduler } from '../health';
import type { ServiceEvent } from '../kubernetes';
import type { ReadText } from '../sites';
import type { Log } from '../telling/log';
import type { AgentMetrics } from '../telling/metrics';
import type { Withdrawals } from './withdrawals';

/** What a person asked for. */
export type Maintenance = 'drain' | 'withdrawn';

/** What the agents of all services share. */
export interface ServiceContext {
  readonly config: AgentConfig;
  readonly scheduler: ProbeScheduler;
  readonly actuator: Actuator;
  readonly metrics: AgentMetrics;
  readonly log: Log;
  readonly withdrawals: Withdrawals;
  /** Asks the agents of other sites. */
  readonly read: ReadText;
  /** Whether this replica leads now. */
  readonly leads: () => boolean;
  /** Writes an Event about the Service; nothing where there is no Kubernetes. */
  readonly tell: (event: Pick<ServiceEvent, 'type' | 'reason' | 'action' | 'note'>) => void;
  /** What a person asked for at the Service; undefined: nothing. */
  readonly maintenance: () => Maintenance | undefined;
  /** Who changed a route label last, as far as the object tells. */
  readonly lastManager: () => string | undefined;
  /** Whether the limiter's own metrics say that it rejects. */
  readonly limiterRejects: () => boolean;
  /** Whether the CPU rule counts the service as failed. */
  readonly cpuExceeded: () => boolean;
}
