import type { Endpoint } from '../health/service-monitor';
import type { KubeObject } from './api';

/** The part of an EndpointSlice that is read. */
export interface EndpointSlice extends KubeObject {
  readonly addressType?: string;
  readonly endpoints?: readonly {
    readonly addresses: readonly string[];
    readonly nodeName?: string;
    readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  }[];
}

/**
 * The endpoints to probe. One that is not ready stays: readiness is the kubelet's slower opinion. One that is being terminated
 * leaves, as its end is wanted and must not count as a failure; unless no other is left.
 */
export function endpointsOf(slices: readonly EndpointSlice[]): Endpoint[] {
  const all = slices.flatMap((slice) => slice.endpoints ?? []);
  const staying = all.filter((endpoint) => endpoint.conditions?.terminating !== true);
  const found = (staying.length > 0 ? staying : all).flatMap(({ addresses, nodeName }) => {
    const [address] = addresses;
    return address === undefined ? [] : [{ address, ...(nodeName !== undefined && { host: nodeName }) }];
  });
  return [...new Map(found.map((endpoint) => [endpoint.address, endpoint])).values()];
}
