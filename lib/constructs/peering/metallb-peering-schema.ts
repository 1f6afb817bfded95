import { z } from 'zod';
import { cpuSchema, dnsLabelSchema, dnsSubdomainSchema, labelsSchema, memorySchema } from '../../fleet/description/kubernetes';
import { addressSchema, asSchema, blockSchema, nodeNameSchema } from '../../fleet/description/scalars';
import { bfdSchema, timersSchema } from '../../fleet/description/timers';

/** What a MetalLBPeering may be given: the names of its objects, and values as the fleet's schema has them. */
export const peeringSchema = z.object({
  namespace: dnsLabelSchema.optional(),
  pools: z.record(dnsSubdomainSchema, z.array(blockSchema).min(1)).optional(),
  hostAs: asSchema.optional(),
  siteAs: asSchema.optional(),
  peers: z.array(z.object({ name: dnsSubdomainSchema, address: addressSchema })).optional(),
  hosts: z.array(nodeNameSchema).optional(),
  timers: timersSchema.optional(),
  bfd: bfdSchema.optional(),
  passwordSecret: dnsSubdomainSchema.optional(),
  install: z
    .object({
      nodeSelector: labelsSchema.optional(),
      resources: z.record(z.string(), z.object({ cpu: cpuSchema, memory: memorySchema })).optional(),
    })
    .optional(),
});
