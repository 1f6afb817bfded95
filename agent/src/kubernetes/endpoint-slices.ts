import type { KubeObject } from 'anycast-mec/clients';
import type { Endpoint } from '../health/service-monitor';

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
 * The endpoints to probe, of each family for itself: a pod with two addresses is one of each. One that is not ready stays: readiness is the
 * kubelet's slower opinion. One that is being terminated leaves, as its end is wanted and must not count as a failure; unless no other of
 * its family is left.
 */
export function endpointsOf(slices: readonly EndpointSlice[]): Endpoint[] {
  const families = new Map<string | undefined, EndpointSlice[]>();
  for (const slice of slices) families.set(slice.addressType, [...(families.get(slice.addressType) ?? []), slice]);
  const found = [...families.values()].flatMap(endpointsOfFamily);
  return [...new Map(found.map((endpoint) => [endpoint.address, endpoint])).values()];
}

function endpointsOfFamily(slices: readonly EndpointSlice[]): Endpoint[] {
  const all = slices.flatMap((slice) => slice.endpoints ?? []);
  const staying = all.filter((endpoint) => endpoint.conditions?.terminating !== true);
  return (staying.length > 0 ? staying : all).flatMap(({ addresses, nodeName }) => {
    const [address] = addresses;
    return address === undefined ? [] : [{ address, ...(nodeName !== undefined && { host: nodeName }) }];
  });
}
