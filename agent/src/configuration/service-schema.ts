import * as z from 'zod';
import { durationSchema } from './durations';
import { checkSchema, healthSchema } from './probe-schema';
import { peerAddressSchema } from './texts';

const portSchema = z.int().min(1).max(65535);

const endpointSchema = z.strictObject({
  address: z.string().min(1).describe('address of the endpoint, never the VIP'),
  host: z.string().min(1).optional().describe('node that it runs on'),
});

/** Where another site says whether it serves the VIP. */
export const otherSiteSchema = z.strictObject({
  site: z.string().min(1),
  look: z
    .enum(['agent', 'http', 'tcp'])
    .optional()
    .describe(
      'agent: ask the agent of that site (knows what is announced); http, tcp: probe the service by its unicast address; default agent',
    ),
  addresses: z.array(peerAddressSchema).min(1).describe('host:port of each, or http URLs; the first that answers counts'),
});

/** When the agent may withdraw. */
export const guardsSchema = z.strictObject({
  lastSite: z
    .enum(['hold', 'off'])
    .optional()
    .describe('hold: withdraw only when another site is seen to serve, else drain; off: withdraw without looking; default hold'),
  minimumSites: z.int().min(1).optional().describe('other sites that must serve before this one withdraws; default 1'),
  maximumShare: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('largest share of the sites that may be withdrawn at once; default 0.5'),
  tieBreak: durationSchema.optional().describe('most that a site waits at random before it looks again; default 300ms'),
  lookTimeout: durationSchema.optional().describe('longest wait for the other sites before it holds; default 300ms'),
});

/** How fast a VIP moves and returns. */
export const timingSchema = z.strictObject({
  drain: durationSchema.optional().describe('GSHUT before a withdrawal for soft failures and maintenance; default 500ms'),
  hardDrain: durationSchema
    .optional()
    .describe('GSHUT before the withdrawal of a site whose failure is hard, where routers honour it; default 0ms'),
  verify: durationSchema.optional().describe('health with GSHUT before the full announcement; default 500ms'),
  holdDown: durationSchema.optional().describe('shortest absence after a failure; doubles with every failure; default 10s'),
  holdDownMax: durationSchema.optional().describe('default 300s'),
  flapWindow: durationSchema.optional().describe('failures are forgotten after this time; default 10m'),
  maxFailures: z.int().min(1).optional().describe('failures in the window after which the VIP stays drained; default 6'),
});

/** One Service whose VIP the agent moves. */
export const serviceSchema = z.strictObject({
  name: z.string().min(1),
  namespace: z.string().min(1),
  vips: z.array(z.string().min(1)).min(1),
  port: portSchema,
  protocol: z.enum(['TCP', 'UDP']),
  selector: z
    .record(z.string(), z.string())
    .optional()
    .describe('labels of the pods; for people, the agent reads EndpointSlices'),
  health: healthSchema,
  checks: z.array(checkSchema).optional().describe('further checks; an endpoint must pass all local ones'),
  endpoints: z.array(endpointSchema).min(1).optional().describe('static endpoints; default those of the EndpointSlices'),
  require: z
    .union([
      z.enum(['any', 'all']),
      z.strictObject({ count: z.int().min(1) }),
      z.strictObject({ percent: z.number().gt(0).max(100) }),
    ])
    .optional()
    .describe('endpoints that must be up for the site to serve; default any'),
  hostRoutes: z
    .boolean()
    .optional()
    .describe('withdraw a host whose last endpoint died, for externalTrafficPolicy Local; default true'),
  actuator: z.enum(['metallb-label', 'service-type', 'frr']).optional().describe('default metallb-label'),
  guards: guardsSchema.optional(),
  timing: timingSchema.optional(),
  otherSites: z.array(otherSiteSchema).optional().describe('default those of the agent'),
  overload: z
    .strictObject({
      ratio: z
        .number()
        .gt(0)
        .max(1)
        .optional()
        .describe('share of probes answered 429 above which the site is overloaded; default 0.1'),
      metrics: z.string().optional().describe('URL of Prometheus metrics of the limiter'),
      metric: z.string().optional().describe('counter of rejected requests there; its growth means overload'),
    })
    .optional(),
  cpu: z
    .strictObject({
      limitMillicores: z.int().min(1),
      for: durationSchema.optional().describe('default 10s'),
    })
    .optional()
    .describe(
      'the CPU rule of the thesis: counts CPU above the limit as failure. Off unless given: under an attack it moves the attack on',
    ),
});

/** See {@link serviceSchema}. */
export type ServiceInput = z.infer<typeof serviceSchema>;
/** See {@link otherSiteSchema}. */
export type OtherSiteInput = z.infer<typeof otherSiteSchema>;
