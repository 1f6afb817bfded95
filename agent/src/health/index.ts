export type { EndpointHealth } from './endpoint-health';
export type { Evidence, EvidenceClass } from './evidence';
export { late } from './evidence';
export { ProbeScheduler } from './scheduler';
export type { ProbeTarget } from './scheduler';
export { ServiceMonitor } from './service-monitor';
export type { Endpoint } from './service-monitor';
