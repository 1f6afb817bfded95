export {
  agentFieldManager,
  anycastLabel,
  gracefulShutdown,
  hostRouteLabel,
  labelPrefix,
  maintenanceLabel,
  routeLabel,
} from '../contract/labels';
export type { RouteState } from '../contract/labels';
export * from './bfd-profile';
export * from './bgp-advertisement';
export * from './bgp-peer';
export * from './community';
export * from './ip-address-pool';
export type * from './label-selector';
export type { MetalLBMetadata, MetalLBObjectProps } from './metallb-object';
export { adaptInstall } from './adapt-install';
export type { AdaptOptions, ContainerSize, PlainObject } from './adapt-install';
export { helmValues } from './helm-values';
export type { HelmValuesOptions } from './helm-values';
export { checkVendored } from './vendored';
export type { VendoredManifest } from './vendored';
export { manifestSha256, metallbVersion } from './versions';
export type { MetalLBMode } from './versions';
