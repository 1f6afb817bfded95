export * from './bfd-profile';
export * from './bgp-advertisement';
export * from './bgp-peer';
export * from './community';
export * from './ip-address-pool';
export * from './label-contract';
export type * from './label-selector';
export type { MetalLBMetadata, MetalLBObjectProps } from './metallb-object';
