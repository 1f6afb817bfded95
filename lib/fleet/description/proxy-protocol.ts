import { z } from 'zod';
import { networksSchema } from './clients';

/** Where connections come from that begin with a PROXY header, versions 1 and 2 (HAProxy, doc/proxy-protocol.txt). */
export const proxyProtocolSchema = z.strictObject({
  from: networksSchema.describe('load balancers whose word on the address of a client is taken; all others get 403'),
});

/** See {@link proxyProtocolSchema}. */
export type ProxyProtocolDescription = z.infer<typeof proxyProtocolSchema>;
