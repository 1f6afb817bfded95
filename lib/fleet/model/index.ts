export type * from './address';
export { ofFamily } from './address';
export type * from './fleet-model';
export type * from './network';
export type * from './service';
export type * from './session';
export { detectionMs } from './session';
export type * from './site';
export { clientAddress, hasVirtualGateway, honoursDrain, originNumber } from './site';
