export { bringAbout } from './actuator';
export type { Actuator, RouteTarget } from './actuator';
export { FrrActuator } from './frr';
export { MetalLBLabelActuator } from './metallb-label';
export { ServiceObjects } from './service-objects';
export type { ServiceObject } from './service-objects';
export { ServiceTypeActuator } from './service-type';
