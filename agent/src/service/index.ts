export { ServiceAgent } from './service-agent';
export type { Maintenance, ServiceContext } from './service-context';
export { showGauges } from './service-gauges';
export type { PastTransition, VipMachine } from './vip-machine';
export { Withdrawals } from './withdrawals';
