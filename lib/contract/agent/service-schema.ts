import * as z from 'zod';
import { durationSchema } from './duration-schema';
import { checkSchema, healthSchema } from './probe-schema';
import { peerAddressSchema } from '../texts';

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
    .default('agent')
    .describe('agent: ask the agent of that site (knows what is announced); http, tcp: probe the service by its unicast address'),
  addresses: z.array(peerAddressSchema).min(1).describe('host:port of each, or http URLs; the first that answers counts'),
});

/** When the agent may withdraw. */
export const guardsSchema = z.strictObject({
  lastSite: z
    .enum(['hold', 'off'])
    .default('hold')
    .describe('hold: withdraw only when another site is seen to serve, else drain; off: withdraw without looking'),
  minimumSites: z.int().min(1).default(1).describe('other sites that must serve before this one withdraws'),
  maximumShare: z.number().gt(0).max(1).default(0.5).describe('largest share of the sites that may be withdrawn at once'),
  tieBreak: durationSchema.default('300ms').describe('most that a site waits at random before it looks again'),
  lookTimeout: durationSchema.default('300ms').describe('longest wait for the other sites before it holds'),
});

/** How fast a VIP moves and returns. */
export const timingSchema = z.strictObject({
  drain: durationSchema.default('500ms').describe('GSHUT before a withdrawal for soft failures and maintenance'),
  hardDrain: durationSchema
    .default('0ms')
    .describe('GSHUT before the withdrawal of a site whose failure is hard, where routers honour it'),
  verify: durationSchema.default('500ms').describe('health with GSHUT before the full announcement'),
  holdDown: durationSchema.default('10s').describe('shortest absence after a failure; doubles with every failure'),
  holdDownMax: durationSchema.default('300s'),
  flapWindow: durationSchema.default('10m').describe('failures are forgotten after this time'),
  maxFailures: z.int().min(1).default(6).describe('failures in the window after which the VIP stays drained'),
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
    .default({})
    .describe('labels of the pods; for people, the agent reads EndpointSlices'),
  health: healthSchema,
  checks: z.array(checkSchema).default([]).describe('further checks; an endpoint must pass all local ones'),
  endpoints: z.array(endpointSchema).min(1).optional().describe('static endpoints; default those of the EndpointSlices'),
  require: z
    .union([
      z.enum(['any', 'all']),
      z.strictObject({ count: z.int().min(1) }),
      z.strictObject({ percent: z.number().gt(0).max(100) }),
    ])
    .default('any')
    .describe('endpoints that must be up for the site to serve'),
  hostRoutes: z.boolean().default(true).describe('withdraw a host whose last endpoint died, for externalTrafficPolicy Local'),
  actuator: z.enum(['metallb-label', 'service-type', 'frr']).default('metallb-label'),
  guards: guardsSchema.prefault({}),
  timing: timingSchema.prefault({}),
  otherSites: z.array(otherSiteSchema).optional().describe('default those of the agent'),
  overload: z
    .strictObject({
      ratio: z.number().gt(0).max(1).default(0.1).describe('share of probes answered 429 above which the site is overloaded'),
      metrics: z
        .string()
        .refine((text) => text.startsWith('http://') && URL.canParse(text), 'an http URL, such as http://192.0.2.1:9113/metrics')
        .optional()
        .describe('URL of Prometheus metrics of the limiter'),
      metric: z.string().min(1).optional().describe('counter of rejected requests there; its growth means overload'),
    })
    .refine(({ metrics, metric }) => (metrics === undefined) === (metric === undefined), "'metrics' and 'metric', or neither")
    .prefault({}),
  cpu: z
    .strictObject({
      limitMillicores: z.int().min(1),
      for: durationSchema.default('10s'),
    })
    .optional()
    .describe('counts CPU above the limit as failure. Off unless given: under an attack it moves the attack on'),
});

/** One Service whose VIP the agent moves, as its configuration has it. */
export type ServiceInput = z.input<typeof serviceSchema>;
/** The same with its defaults. */
export type ServiceGiven = z.output<typeof serviceSchema>;
/** Where another site says whether it serves the VIP; with its defaults. */
export type OtherSite = z.output<typeof otherSiteSchema>;
