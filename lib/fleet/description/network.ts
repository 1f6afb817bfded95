import { z } from 'zod';
import { baseline, oldBaseline } from '../../contract/baseline';
import { bounds } from './bounds';
import {
  addressSchema,
  asSchema,
  dialectSchema,
  delaySchema,
  eachOnce,
  interfaceSchema,
  nameSchema,
  oneAFamily,
  prefixSchema,
  secretSchema,
} from './scalars';
import { bfdSchema, timersSchema } from './timers';

const roleSchema = z.enum(['pe', 'p']).describe('pe: provider edge, speaks BGP; p: core router');

/** A router of a network: its role alone, or its role and what differs from the derived values. */
export const networkRouterSchema = z.union([
  roleSchema,
  z.strictObject({
    role: roleSchema,
    dialect: dialectSchema.optional(),
    routerId: z.ipv4().optional().describe('BGP and OSPF router id; default the IPv4 loopback'),
    loopback: oneAFamily(addressSchema).optional(),
  }),
]);

const endsSchema = z.tuple([nameSchema, nameSchema]).describe('the two routers that the link joins');

/** A backbone link: its two ends alone, or with what differs. */
export const linkSchema = z.union([
  endsSchema,
  z.strictObject({
    ends: endsSchema,
    prefix: oneAFamily(prefixSchema).optional().describe('address range of the link, /30, /31, /126 or /127'),
    addresses: z
      .tuple([oneAFamily(prefixSchema), oneAFamily(prefixSchema)])
      .optional()
      .describe('interface addresses with length, one entry an end'),
    interfaces: z.tuple([interfaceSchema, interfaceSchema]).optional(),
    delay: delaySchema
      .optional()
      .describe('one-way delay that the lab emulates on each end; default the linkDelay of the network'),
    cost: z.int().min(1).max(bounds.uint16).optional().describe('OSPF cost; default 10'),
  }),
]);

/** A backbone: one AS with its routers and links. */
export const networkSchema = z.strictObject({
  as: asSchema,
  preset: z
    .enum(['fast', baseline, oldBaseline])
    .optional()
    .describe(
      `${baseline}: 5 s between route advertisements (MRAI) on iBGP; fast (default): none; ${oldBaseline} is an old name of ${baseline}`,
    ),
  transport: z
    .enum(['mpls', 'plain'])
    .optional()
    .describe('mpls: OSPF and LDP; plain (default): OSPF alone, P routers speak BGP'),
  dialect: dialectSchema.optional().describe('routing daemon of its routers; default frr'),
  ospfArea: z.int().min(0).max(bounds.uint32).optional().describe('default 0'),
  ibgp: z
    .union([z.literal('full-mesh'), z.strictObject({ routeReflectors: eachOnce(nameSchema).min(1) })])
    .optional()
    .describe('default full-mesh'),
  fourByteAs: z.boolean().optional().describe('false: its routers know 2-byte AS numbers only (no RFC 6793); default true'),
  routers: z.record(nameSchema, networkRouterSchema),
  links: z.array(linkSchema).optional(),
  linkDelay: delaySchema.optional().describe('one-way delay that the lab emulates on every interface of the backbone'),
  timers: timersSchema.optional(),
  bfd: bfdSchema.optional().describe('BFD on the backbone links (OSPF); default true'),
  password: secretSchema.optional().describe('TCP-MD5 password of the iBGP sessions (RFC 2385)'),
});

/** An exchange point: one shared LAN on which routers of several networks peer. */
export const exchangeSchema = z.strictObject({
  members: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'a router as network/router')).min(2),
  prefix: oneAFamily(prefixSchema).optional(),
  delay: delaySchema.optional().describe('one-way delay that the lab emulates on each member port'),
  password: secretSchema.optional(),
});

/** See {@link networkSchema}. */
export type NetworkDescription = z.infer<typeof networkSchema>;
/** See {@link exchangeSchema}. */
export type ExchangeDescription = z.infer<typeof exchangeSchema>;
