import * as z from 'zod';
import { durationSchema } from './duration-schema';
import {
  domainNameSchema,
  hostHeaderSchema,
  payloadSchema,
  regularExpressionSchema,
  serverNameSchema,
  urlPathSchema,
} from '../texts';
import { baseline, oldBaseline } from '../baseline';
import { leftOut, probeKinds } from './kind';
import { byProfile, givenProfiles } from './profiles';

const portSchema = z.int().min(1).max(65535);

/** Most failures or successes in a row that a probe may be told to wait for: at the shortest interval, 10 ms, that is ten seconds. */
export const mostInARow = 1000;

/** Failures or successes in a row. */
const countSchema = z.int().min(1).max(mostInARow);

/** Types of records that may be asked for. */
export const dnsTypes = ['A', 'AAAA', 'TXT', 'NS', 'SOA'] as const;

/** Everything that a probe may be told; which of it counts depends on its kind. */
export const probeFields = {
  probe: z
    .enum(probeKinds)
    .optional()
    .describe('kind of probe; default what is given of http, grpcService, dns, udp, quic and tls, else tcp'),
  http: urlPathSchema.optional().describe('path of an HTTP probe'),
  port: portSchema.describe('port of the endpoints that is probed'),
  status: z
    .string()
    .regex(/^\d{3}(-\d{3})?$/, 'a status such as 204, or a range such as 200-399')
    .refine(isRange, 'a range whose lower end stands first, such as 200-399')
    .default('200-399')
    .describe('HTTP statuses that count as success'),
  body: regularExpressionSchema
    .min(1)
    .optional()
    .describe('regular expression that the first 64 KiB of the HTTP body must match'),
  host: hostHeaderSchema.optional().describe('HTTP Host header; default the address of the endpoint'),
  tls: z
    .strictObject({
      serverName: serverNameSchema.optional().describe('name sent as SNI and checked in the certificate; default host'),
      caFile: z.string().min(1).optional().describe('file of the certificate authority; default those of Node'),
      verify: z.boolean().default(true).describe('whether the certificate must be valid'),
    })
    .optional()
    .describe('speak TLS; alone, a handshake is all that is asked for; default plain'),
  grpcService: z.string().optional().describe('service asked of grpc.health.v1.Health/Check; default the whole server'),
  dns: z
    .strictObject({
      name: domainNameSchema.describe('name to ask for'),
      type: z.enum(dnsTypes).default('A'),
      answers: z.int().min(0).max(65535).default(1).describe('fewest answers'),
    })
    .optional(),
  udp: z
    .strictObject({
      send: payloadSchema.describe('payload'),
      expect: regularExpressionSchema.optional().describe('regular expression the reply must match; default any reply'),
    })
    .optional(),
  quic: z.strictObject({}).optional().describe('a QUIC server says which versions it speaks'),
  exec: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('program and arguments; {address} and {port} are replaced; exit code 0 is success; needs allowExec'),
  hold: z
    .boolean()
    .optional()
    .describe(
      'hold a TCP connection open, which shows a crash at once; default true, false for udp, dns, quic and exec, and in the profile baseline',
    ),
  profile: z
    .enum(givenProfiles)
    .default('normal')
    .describe(`the timing of everything that is not given; ${oldBaseline} is an old name of ${baseline}`),
  every: durationSchema.optional().describe(`start to start; ${byProfile('everyMs', 'ms')}`),
  inDoubt: durationSchema
    .optional()
    .describe(`start to start while an endpoint is suspect, at most every; ${byProfile('inDoubtMs', 'ms')}`),
  timeout: durationSchema.optional().describe(`deadline of one probe, at most every x fall; ${byProfile('timeoutMs', 'ms')}`),
  fall: countSchema.optional().describe(`failures in a row until an endpoint is down; ${byProfile('fall')}`),
  hardFall: countSchema
    .optional()
    .describe(`hard failures in a row (refused, reset, held connection closed) until it is down; ${byProfile('hardFall')}`),
  rise: countSchema.optional().describe(`successes in a row until an endpoint that was down is up; ${byProfile('rise')}`),
  jitter: z
    .number()
    .min(0)
    .max(0.5)
    .optional()
    .describe(`share by which the steady interval varies; ${byProfile('jitter')}`),
} as const;

function isRange(status: string): boolean {
  const [low = '', high = low] = status.split('-');
  return low <= high;
}

/** Of two questions the agent would ask one, and nobody would know that the other is not asked. */
function asksOnce(given: Parameters<typeof leftOut>[0], context: z.RefinementCtx): void {
  for (const field of leftOut(given)) {
    const message =
      "one of http (with tls), grpcService (with tls), tls, dns, udp and quic; 'probe' where there are more, and for exec";
    context.addIssue({ code: 'custom', path: [field], message });
  }
}

/** A further check of a service, beside its health probe. */
export const checkSchema = z
  .strictObject({
    name: z.string().min(1).describe('what messages call it'),
    scope: z
      .enum(['local', 'shared'])
      .default('local')
      .describe('shared: a dependency of other sites too, whose failure freezes and never withdraws'),
    at: z.string().min(1).optional().describe('address to probe instead of the endpoints'),
    ...probeFields,
  })
  .superRefine(asksOnce);

/** The health probe of a service. */
export const healthSchema = z.strictObject(probeFields).superRefine(asksOnce);

/** See {@link healthSchema}. */
export type HealthInput = z.input<typeof healthSchema>;
/** The same with its defaults. */
export type HealthGiven = z.output<typeof healthSchema>;
/** A {@link checkSchema} with its defaults. */
export type CheckGiven = z.output<typeof checkSchema>;
