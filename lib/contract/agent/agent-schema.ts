import * as z from 'zod';
import { agentFieldManager } from '../field-managers';
import { labelKeySchema } from '../kubernetes';
import { routeLabel } from '../labels';
import { defaultNamespaces } from '../namespaces';
import { statusPort } from '../ports';
import { durationSchema } from './duration-schema';
import { otherSiteSchema, serviceSchema } from './service-schema';

/** The configuration file of the failover agent. The FailoverAgent construct writes it; everybody may read it. */
export const agentSchema = z
  .strictObject({
    $schema: z.string().optional(),
    site: z.string().min(1).default('this site').describe('name of the site, for messages and metrics'),
    mode: z.enum(['enforce', 'shadow']).default('enforce').describe('shadow decides and tells, and changes nothing'),
    hosts: z.array(z.string().min(1)).describe('nodes that announce'),
    metallbNamespace: z.string().min(1).default(defaultNamespaces.metallb),
    lease: z
      .strictObject({
        namespace: z.string().min(1),
        name: z.string().min(1),
        renew: durationSchema.default('2s'),
        ttl: durationSchema.default('6s').describe('age at which a standby takes the Lease'),
      })
      .optional()
      .describe('default none: the agent stands alone and leads'),
    fieldManager: z.string().min(1).default(agentFieldManager),
    routeLabel: labelKeySchema
      .regex(/\//, 'a label with a prefix')
      .default(routeLabel)
      .describe('label of the whole site; <routeLabel>.<host> for one host'),
    otherSites: z.array(otherSiteSchema).default([]).describe('other sites of every service that has none of its own'),
    listen: z
      .strictObject({
        address: z.string().optional().describe('default all'),
        port: z.int().min(0).max(65535).default(statusPort),
        status: z
          .enum(['local', 'all'])
          .default('local')
          .describe('who may read /status, which tells all endpoints: callers of the same pod or host, or all'),
      })
      .prefault({}),
    kubernetes: z
      .strictObject({
        server: z.url().optional().describe('default the cluster that the agent runs in'),
        tokenFile: z.string().min(1).optional(),
        caFile: z.string().min(1).optional(),
      })
      .default({}),
    frr: z
      .strictObject({
        socket: z.string().min(1).default('/var/run/frr/bgpd.vty'),
        as: z.int().min(1).optional().describe('AS of the BGP instance; default the running one'),
      })
      .prefault({}),
    concurrency: z.int().min(1).default(512).describe('probes in flight at most'),
    allowExec: z.boolean().default(false).describe('whether exec probes may run'),
    actionsPerMinute: z.int().min(1).default(10).describe('withdrawals of all VIPs together; above it VIPs are only drained'),
    services: z.array(serviceSchema),
  })
  .describe('Configuration of the failover agent of anycast-mec');

/** See {@link agentSchema}. */
export type AgentInput = z.input<typeof agentSchema>;
/** The same with its defaults. */
export type AgentGiven = z.output<typeof agentSchema>;

/** The schema as JSON Schema, by which editors complete the file. */
export function agentJsonSchema(): unknown {
  return { ...z.toJSONSchema(agentSchema, { target: 'draft-2020-12', io: 'input' }), title: 'anycast-mec agent' };
}
