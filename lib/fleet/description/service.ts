import { z } from 'zod';
import { bounds } from './bounds';
import { dnsLabelSchema, selectorSchema } from '../../contract/kubernetes';
import { healthSchema } from './health';
import { protocolSchema, servicePortSchema } from './port';
import { addressSchema, eachOnce, nameSchema, oneOrMany, portSchema } from './scalars';
import { workloadSchema } from './workload';

/** nginx multiplies a rate by 1000 in 32 bits with sign on small hosts (ngx_http_limit_req_module.c): six digits fit. */
const rateSchema = z.string().regex(/^[1-9]\d{0,5}r\/(s|m)$/, 'a rate of at most 999999, such as 5r/s or 30r/m');

/** The rate limiter in front of a service (NGINX `limit_req`, leaky bucket). */
export const rateLimitSchema = z.strictObject({
  perClient: rateSchema.describe('rate of one client address (IPv6: of one /64)'),
  burst: z.int().min(0).max(bounds.burst).optional().describe('requests of one client that may wait above the rate; default 10'),
  aggregate: rateSchema.optional().describe('rate of all clients together; default none'),
  connectionsPerClient: z.int().min(1).max(bounds.connections).optional().describe('default 20'),
});

/** One anycast service: a VIP, and what answers at it. */
export const serviceSchema = z.strictObject({
  vip: oneOrMany(addressSchema).describe('the address, or one IPv4 and one IPv6 address'),
  port: portSchema.optional().describe('port at the VIP; default 80'),
  protocol: protocolSchema.optional().describe('default TCP'),
  ports: z
    .array(servicePortSchema)
    .min(1)
    .optional()
    .describe('several ports and protocols at the VIP, instead of port, protocol and targetPort'),
  sites: eachOnce(nameSchema).min(1).optional().describe('sites that serve it; default all'),
  namespace: dnsLabelSchema.optional().describe('default the name of the service'),
  workload: workloadSchema.optional(),
  selector: selectorSchema.optional().describe('labels of pods that exist already, instead of a workload'),
  targetPort: portSchema.optional().describe('port of the pods; default the port of the workload, else the port at the VIP'),
  health: healthSchema.optional(),
  rateLimit: rateLimitSchema.optional(),
  externalTrafficPolicy: z
    .enum(['Local', 'Cluster'])
    .optional()
    .describe('default Local: keeps client addresses, a host without endpoint does not announce'),
});

/** See {@link serviceSchema}. */
export type ServiceDescription = z.infer<typeof serviceSchema>;
/** See {@link rateLimitSchema}. */
export type RateLimitDescription = z.infer<typeof rateLimitSchema>;
