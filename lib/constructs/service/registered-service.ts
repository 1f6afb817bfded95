import type { HealthDescription } from '../../fleet/description/health';

/** What the failover agent asks an endpoint. */
export interface RegisteredHealth extends HealthDescription {
  readonly port: number;
  /** HTTP statuses that count as success, such as 204 or 200-399. @default '200-399' */
  readonly status?: string;
}

/** A Service as the failover agent watches it. */
export interface RegisteredService {
  readonly name: string;
  readonly namespace: string;
  /** Addresses; the constructs write each in one way (RFC 5952), so that sites know them from each other. */
  readonly vips: readonly string[];
  /** The port that `health` speaks for. */
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Labels of the pods that answer at the VIP. */
  readonly selector: Readonly<Record<string, string>>;
  /** How it is seen that an endpoint serves. */
  readonly health: RegisteredHealth;
  /** What is asked of every endpoint besides: the health of further ports. @default - nothing */
  readonly checks?: readonly (RegisteredHealth & { readonly name: string })[];
}
