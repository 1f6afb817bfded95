import { z } from 'zod';
import { cpuSchema, dnsLabelSchema, dnsSubdomainSchema, labelsSchema, memorySchema } from '../../contract/kubernetes';
import { canonicalAddress } from '../../contract/texts';
import { asSchema, blockSchema, eachOnce, nodeNameSchema, repeated } from '../../fleet/description/scalars';
import { bfdSchema, timersSchema } from '../../fleet/description/timers';
import type { MetalLBPeeringProps } from './metallb-peering-props';
import { peerAddressSchema } from './peer-address';

/** Border routers, one entry a session: the name is that of a BGPPeer, and MetalLB takes no second one of an address (internal/config). */
const peersSchema = z.array(z.object({ name: dnsSubdomainSchema, address: peerAddressSchema })).superRefine((peers, context) => {
  for (const key of ['name', 'address'] as const)
    repeated(
      peers,
      (peer) => canonicalAddress(peer[key]),
      (index) => ({ path: [index, key], message: 'every name and every address once' }),
    ).forEach((issue) => context.addIssue({ code: 'custom', ...issue, params: { remedy: 'Take it out, or give another.' } }));
});

/** What a MetalLBPeering may be given, all by name: the names of its objects, and values as the fleet's schema has them. */
export const peeringSchema = z.strictObject({
  namespace: dnsLabelSchema.optional(),
  mode: z.enum(['native', 'frr', 'frr-k8s']).optional(),
  pools: z.record(dnsSubdomainSchema, z.array(blockSchema).min(1)).optional(),
  hostAs: asSchema.optional(),
  siteAs: asSchema.optional(),
  peers: peersSchema.optional(),
  hosts: eachOnce(nodeNameSchema).optional(),
  timers: timersSchema.optional(),
  bfd: bfdSchema.optional(),
  passwordSecret: dnsSubdomainSchema.optional(),
  install: z
    .strictObject({
      manifest: z.string(),
      nodeSelector: labelsSchema.optional(),
      resources: z.record(z.string(), z.object({ cpu: cpuSchema, memory: memorySchema })).optional(),
    })
    .optional(),
  createNamespace: z.boolean().optional(),
  overrides: z.unknown().optional(),
} satisfies Record<keyof MetalLBPeeringProps, z.ZodType>);
