import * as z from 'zod';
import { durationSchema } from './durations';
import { otherSiteSchema, serviceSchema } from './service-schema';

/** The configuration file of the failover agent. The FailoverAgent construct writes it; everybody may read it. */
export const agentSchema = z
  .strictObject({
    $schema: z.string().optional(),
    site: z.string().min(1).optional().describe('name of the site, for messages and metrics'),
    mode: z.enum(['enforce', 'shadow']).optional().describe('shadow decides and tells, and changes nothing; default enforce'),
    hosts: z.array(z.string().min(1)).describe('nodes that announce'),
    metallbNamespace: z.string().min(1).optional().describe('default metallb-system'),
    lease: z
      .strictObject({
        namespace: z.string().min(1),
        name: z.string().min(1),
        renew: durationSchema.optional().describe('default 2s'),
        ttl: durationSchema.optional().describe('age at which a standby takes the Lease; default 6s'),
      })
      .optional()
      .describe('default none: the agent stands alone and leads'),
    fieldManager: z.string().min(1).optional().describe('default anycast-mec-agent'),
    routeLabel: z
      .string()
      .regex(/^[a-z0-9.-]+\/[A-Za-z0-9._-]+$/, 'a label with a prefix')
      .optional()
      .describe('label of the whole site; <routeLabel>.<host> for one host; default anycast-mec.io/route'),
    otherSites: z.array(otherSiteSchema).optional().describe('other sites of every service that has none of its own'),
    listen: z
      .strictObject({
        address: z.string().optional().describe('default all'),
        port: z.int().min(0).max(65535).optional().describe('default 9470'),
        status: z
          .enum(['local', 'all'])
          .optional()
          .describe('who may read /status, which tells all endpoints: callers of the same pod or host, or all; default local'),
      })
      .optional(),
    kubernetes: z
      .strictObject({
        server: z.url().optional().describe('default the cluster that the agent runs in'),
        tokenFile: z.string().min(1).optional(),
        caFile: z.string().min(1).optional(),
      })
      .optional(),
    frr: z
      .strictObject({
        socket: z.string().min(1).optional().describe('default /var/run/frr/bgpd.vty'),
        as: z.int().min(1).optional().describe('AS of the BGP instance; default the running one'),
      })
      .optional(),
    concurrency: z.int().min(1).optional().describe('probes in flight at most; default 512'),
    allowExec: z.boolean().optional().describe('whether exec probes may run; default false'),
    actionsPerMinute: z
      .int()
      .min(1)
      .optional()
      .describe('withdrawals of all VIPs together; above it VIPs are only drained; default 10'),
    services: z.array(serviceSchema),
  })
  .describe('Configuration of the failover agent of anycast-mec');

/** See {@link agentSchema}. */
export type AgentInput = z.infer<typeof agentSchema>;

/** The schema as JSON Schema, by which editors complete the file. */
export function agentJsonSchema(): unknown {
  return { ...z.toJSONSchema(agentSchema, { target: 'draft-2020-12' }), title: 'anycast-mec agent' };
}
