import { z } from 'zod';
import { exchangeSchema, networkSchema } from './network';
import { planSchema } from './plan';
import { rpkiSchema } from './rpki';
import { blockSchema, nameSchema, oneOrMany } from './scalars';
import { serviceSchema } from './service';
import { siteDefaultsSchema, siteSchema } from './site';

/** A rule accepted at one place, with the reason. */
export const acknowledgementSchema = z.strictObject({
  rule: z.string().describe('id of the rule, as `anycast-mec rules` lists it'),
  at: z.string().describe('path of the finding, or of anything above it, such as sites.mec-3'),
  reason: z.string().min(1).describe('why it is right here; printed with the finding'),
});

/** The whole fleet, as its operator writes it. */
export const fleetSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: nameSchema,
    pools: z.record(nameSchema, oneOrMany(blockSchema)).describe('address pools of the VIPs, by name'),
    plan: planSchema.optional(),
    networks: z.record(nameSchema, networkSchema).describe('backbones, by name'),
    exchanges: z.record(nameSchema, exchangeSchema).optional(),
    rpki: rpkiSchema.optional(),
    defaults: siteDefaultsSchema.optional().describe('values of all sites that give none of their own'),
    sites: z.record(nameSchema, siteSchema),
    services: z.record(nameSchema, serviceSchema).optional(),
    acknowledge: z.array(acknowledgementSchema).optional(),
  })
  .describe('An anycast fleet: sites behind border routers that announce the same VIPs');

/** A fleet as it is described: the same shape in YAML and in TypeScript. */
export type FleetDescription = z.infer<typeof fleetSchema>;
/** See {@link acknowledgementSchema}. */
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;
