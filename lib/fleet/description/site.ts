import { z } from 'zod';
import { bounds } from './bounds';
import {
  addressSchema,
  asSchema,
  delaySchema,
  dialectSchema,
  durationSchema,
  hostNameSchema,
  interfaceSchema,
  nameSchema,
  nodeNameSchema,
  oneAFamily,
  oneOrMany,
  prefixSchema,
  secretSchema,
  wholeMillisecondsSchema,
} from './scalars';
import { bfdSchema, timersSchema } from './timers';

const peSchema = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'a PE router as network/router, such as isp-x/pe-1');

/** An uplink: the PE alone, or the PE and what differs from the derived values. */
export const uplinkSchema = z.union([
  peSchema,
  z.strictObject({
    to: peSchema,
    border: nameSchema.optional().describe('the border router it starts at; default the borders of the site in turn'),
    addresses: z
      .strictObject({ border: oneAFamily(prefixSchema), pe: oneAFamily(prefixSchema) })
      .optional()
      .describe('interface addresses with length, one a family'),
    interface: interfaceSchema.optional().describe('interface of the border router'),
    password: secretSchema.optional().describe('TCP-MD5 password (RFC 2385): a reference, never the password itself'),
    bfd: bfdSchema.optional().describe('default true'),
    gtsm: z.boolean().optional().describe('accept packets of directly connected peers only (RFC 5082); default true'),
    gshut: z.boolean().optional().describe('honour and send GRACEFUL_SHUTDOWN (RFC 8326); default true'),
    asOverride: z.boolean().optional().describe('the PE replaces the AS of this site by its own towards it; default false'),
    allowAsIn: z.boolean().optional().describe('the border accepts paths with its own AS once; default false'),
    maxPrefix: z
      .int()
      .min(1)
      .max(bounds.uint32)
      .optional()
      .describe('most prefixes that the PE accepts; default twice what the site announces, at least 16'),
    timers: timersSchema.optional(),
    delay: delaySchema
      .optional()
      .describe('delay of what the PE sends to the border, which the lab emulates; default the linkDelay of the network'),
  }),
]);

/** A host: a Kubernetes node that runs a MetalLB speaker. */
export const hostSchema = z.strictObject({
  name: hostNameSchema,
  nodeName: nodeNameSchema
    .optional()
    .describe('name of its Kubernetes node (label kubernetes.io/hostname), such as node-1.example.net; default its name'),
  address: oneAFamily(addressSchema).optional(),
  as: asSchema.optional().describe('default the hostAs of the site'),
});

const gatewayText =
  'default gateway, one a family; with one border its own address, with several a virtual address that one of them has: default the 254th address (IPv6 ::fe), or the last usable one of a smaller network';

/** A client network (what the thesis calls a UPF): where clients enter. It hangs on the borders of its site. */
export const clientSchema = z.union([
  nameSchema,
  z.strictObject({
    name: nameSchema,
    prefix: oneAFamily(prefixSchema).optional(),
    gateway: oneOrMany(addressSchema).optional().describe(gatewayText),
  }),
]);

/** A border router: only what differs from the derived values. */
export const borderSchema = z.strictObject({
  dialect: dialectSchema.optional(),
  routerId: z.ipv4().optional().describe('default the IPv4 loopback'),
  loopback: oneAFamily(addressSchema).optional(),
  lan: oneAFamily(addressSchema).optional().describe('its address in the host network'),
  lanInterface: interfaceSchema.optional(),
});

/** Border routers by name: one at least. */
const bordersSchema = z
  .record(nameSchema, borderSchema)
  .refine((borders) => Object.keys(borders).length > 0, 'at least one border router')
  .meta({ minProperties: 1 });

/** How MetalLB runs at the site. */
export const metallbSchema = z.strictObject({
  mode: z.enum(['native', 'frr', 'frr-k8s']).optional().describe('default native: the only mode that withdraws without delay'),
  bfdProfile: z.boolean().optional().describe('BFD by MetalLB itself (frr and frr-k8s modes); default true there'),
  gracefulRestart: z.boolean().optional().describe('default false'),
  debounce: wholeMillisecondsSchema.optional().describe('debounce of the mode frr; default 3s'),
  sourceAddress: z
    .literal('host')
    .optional()
    .describe(
      "host: every speaker and BFD daemon speaks from the `address` of its host, for hosts with several interfaces or addresses (modes native and frr); default what the host's routes choose",
    ),
  localAS: asSchema.optional(),
  ignoreExcludeLB: z
    .boolean()
    .optional()
    .describe('announce from nodes labelled exclude-from-external-load-balancers; default true where one kubeadm node is all'),
});

/** What everything of a site has in common; also the shape of the `defaults` of a fleet. */
export const siteDefaultsSchema = z.strictObject({
  kind: z.enum(['mec', 'cloud']).optional().describe('mec (default), or cloud: the sink of last resort'),
  borders: z
    .union([z.int().min(1).max(8), bordersSchema])
    .optional()
    .describe('how many border routers, or each by name; default 1'),
  border: borderSchema.pick({ dialect: true }).optional().describe('what all borders of the site share'),
  hosts: z
    .union([z.int().min(1).max(200), z.array(hostSchema).min(1)])
    .optional()
    .describe('how many hosts, or each; default 2'),
  hostAs: asSchema.optional().describe('AS of the MetalLB speakers; default 64512'),
  hostPassword: secretSchema.optional().describe('TCP-MD5 password between hosts and borders'),
  hostPasswordSecret: nameSchema
    .optional()
    .describe('name of the Kubernetes Secret with the same password for MetalLB; default bgp-password'),
  hostMaxPrefix: z
    .int()
    .min(1)
    .max(bounds.uint32)
    .optional()
    .describe('most prefixes a border accepts from one host; default twice the VIPs of the site, at least 8'),
  flavour: z.enum(['kubeadm', 'k3s', 'kubeedge']).optional().describe('default kubeadm'),
  metallb: metallbSchema.optional(),
  timers: timersSchema.optional().describe('BGP timers of host sessions, and of uplinks that give none'),
  bfd: bfdSchema.optional().describe('BFD between hosts and borders; default true'),
  servicelb: z.boolean().optional().describe('k3s: whether its own load balancer runs; default false'),
  pods: oneOrMany(prefixSchema).optional().describe('pod range; default that of the flavour'),
  serviceRange: oneOrMany(prefixSchema).optional().describe('ClusterIP range; default that of the flavour'),
  sourceCheck: z
    .enum(['loose', 'strict'])
    .optional()
    .describe(
      'strict: a single border takes from its hosts, and PEs take from the site, only what has a source of the site (BCP 38); default loose: what has a source with a route',
    ),
  promise: durationSchema
    .optional()
    .describe('longest failover promised to users after a silent host loss or a withdraw; default none'),
});

/** A site: a Kubernetes cluster behind its own border routers. */
export const siteSchema = siteDefaultsSchema.extend({
  as: asSchema,
  number: z
    .int()
    .min(0)
    .max(bounds.uint16)
    .optional()
    .describe('its place in the plan; default the number its name ends with, else one derived from the name'),
  uplinks: z.array(uplinkSchema),
  clients: z.array(clientSchema).optional(),
  lan: oneAFamily(prefixSchema).optional().describe('host network; default from the plan'),
  gateway: oneOrMany(addressSchema).optional().describe(gatewayText),
});

/** See {@link siteSchema}. */
export type SiteDescription = z.infer<typeof siteSchema>;
/** See {@link siteDefaultsSchema}. */
export type SiteDefaultsDescription = z.infer<typeof siteDefaultsSchema>;
/** See {@link borderSchema}. */
export type BorderDescription = z.infer<typeof borderSchema>;
/** See {@link hostSchema}. */
export type HostDescription = z.infer<typeof hostSchema>;
