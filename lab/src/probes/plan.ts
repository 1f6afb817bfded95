import { isIP } from 'node:net';
import { z } from 'zod';

const address = z.string().refine((text) => isIP(text) !== 0, 'must be an IP address');
const common = {
  name: z.string().min(1),
  address,
  port: z.int().min(1).max(65535),
  /** Time between two requests of one flow, ms. */
  intervalMs: z.number().positive(),
};

/** One stream of a probe. */
export const streamSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('udp'),
    /** Number of flows: each has a source port of its own, so that ECMP spreads them. Their requests are spread over the interval. */
    flows: z.int().min(1).max(1024),
    /** See `ProbeRequest.run`. */
    run: z.int().min(0).max(0xffffffff),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('http'),
    path: z.string().startsWith('/'),
    /** One connection kept alive in place of a new one for each request. */
    keepAlive: z.boolean(),
    /** Time after which a request without an answer has failed, ms. */
    timeoutMs: z.number().positive(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('asked'),
    /** Protocol that the sample client asks in, such as `dns`. */
    speaks: z.string().min(1),
    protocol: z.enum(['TCP', 'UDP']),
    /** Path of the sample client. */
    program: z.string().startsWith('/'),
    /** Time after which a request without an answer has failed, ms. */
    timeoutMs: z.number().positive(),
  }),
]);

/** See {@link streamSchema}. */
export type StreamPlan = z.infer<typeof streamSchema>;

/** UDP, see {@link streamSchema}. */
export type UdpPlan = Extract<StreamPlan, { kind: 'udp' }>;

/** HTTP, see {@link streamSchema}. */
export type HttpPlan = Extract<StreamPlan, { kind: 'http' }>;

/** Asked by the sample client, see {@link streamSchema}. */
export type AskedPlan = Extract<StreamPlan, { kind: 'asked' }>;

/** What a probe program does: its streams, and where the result goes. */
export const probePlanSchema = z.strictObject({ streams: z.array(streamSchema).min(1), result: z.string().optional() });

/** See {@link probePlanSchema}. */
export type ProbePlan = z.infer<typeof probePlanSchema>;
