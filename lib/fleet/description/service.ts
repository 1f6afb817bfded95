import { z } from 'zod';
import { dnsLabelSchema, selectorSchema } from '../../contract/kubernetes';
import { healthSchema } from './health';
import { protocolSchema, servicePortSchema } from './port';
import { rateLimitSchema } from './rate-limit';
import { addressSchema, eachOnce, nameSchema, oneOrMany, portSchema } from './scalars';
import { workloadSchema } from './workload';

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
