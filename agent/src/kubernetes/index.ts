export { credentials } from './credentials';
export { endpointsOf } from './endpoint-slices';
export type { EndpointSlice } from './endpoint-slices';
export { EventWriter } from './events';
export type { ServiceEvent } from './events';
export { LeaseElection } from './lease';
