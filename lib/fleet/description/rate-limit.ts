import { z } from 'zod';
import { bounds } from './bounds';
import { clientsSchema } from './clients';
import { tlsSchema } from './tls';

/** nginx multiplies a rate by 1000 in 32 bits with sign on small hosts (ngx_http_limit_req_module.c): six digits fit. */
const rateSchema = z.string().regex(/^[1-9]\d{0,5}r\/(s|m)$/, 'a rate of at most 999999, such as 5r/s or 30r/m');

/** The NGINX in front of a service: its rate limits (`limit_req`, leaky bucket), and what else it does before a request reaches the pods. */
export const rateLimitSchema = z.strictObject({
  perClient: rateSchema.describe('rate of one client address (IPv6: of one /64)'),
  burst: z.int().min(0).max(bounds.burst).optional().describe('requests of one client that may wait above the rate; default 10'),
  aggregate: rateSchema.optional().describe('rate of all clients together; default none'),
  connectionsPerClient: z.int().min(1).max(bounds.connections).optional().describe('default 20'),
  clients: clientsSchema.optional().describe('who is served, and who without a limit; default everybody, within the limits'),
  tls: tlsSchema.optional().describe('speaks TLS with clients, and plain HTTP with the pods; default plain HTTP'),
});

/** See {@link rateLimitSchema}. */
export type RateLimitDescription = z.infer<typeof rateLimitSchema>;
