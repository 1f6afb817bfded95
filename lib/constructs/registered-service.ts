import type { HealthDescription } from '../fleet/description/service';

/** A Service as the failover agent watches it. */
export interface RegisteredService {
  readonly name: string;
  readonly namespace: string;
  readonly vips: readonly string[];
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Labels of the pods that answer at the VIP. */
  readonly selector: Readonly<Record<string, string>>;
  /** How it is seen that an endpoint serves; `port` is always given. */
  readonly health: HealthDescription & { readonly port: number };
}
