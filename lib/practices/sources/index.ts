export { clientSources } from './client-sources';
export { customerSources } from './customer-sources';
export { hostSources } from './host-sources';
export { specialPurposeSources } from './special-purpose-sources';
