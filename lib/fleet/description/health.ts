import { z } from 'zod';
import { bounds } from './bounds';
import { durationSchema, portSchema } from './scalars';

/*
 * The texts below are those of the agent (agent/src/configuration/texts.ts), which has them for itself, as a program of its own; a test
 * holds the two against each other.
 */

/** Path and query of a URL (RFC 3986, sections 3.3 and 3.4): HTTP clients refuse others. */
export const urlPathSchema = z
  .string()
  .regex(
    /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/,
    'a path that begins with /, of the characters of RFC 3986; others as %20',
  );

/** Name of a host in a certificate; not an address (RFC 6066, section 3). */
const serverNameSchema = z
  .string()
  .max(253)
  .regex(/^(?=.*[A-Za-z])(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}$/, 'a host name, such as www.example.org');

/** Domain name that is asked for (RFC 1035, section 2.3.4). */
const domainNameSchema = z
  .string()
  .max(253)
  .regex(/^(?:\.|(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?)$/, 'a domain name, such as example.org');

/** Most octets of a payload that a UDP datagram carries unfragmented everywhere: 1,280 of IPv6 (RFC 8200) less the headers. */
const longestPayload = 1232;

const payloadSchema = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= longestPayload, `a payload of at most ${longestPayload} octets`);

const regularExpressionSchema = z.string().refine(isRegularExpression, 'a regular expression of JavaScript');

/** Failures or successes in a row. */
const countSchema = z.int().min(1).max(bounds.probeCount);

/** How it is seen that an endpoint serves: what is asked, where, and how often. */
export const healthSchema = z.strictObject({
  http: urlPathSchema.optional().describe('path of an HTTP probe'),
  tls: z
    .strictObject({
      serverName: serverNameSchema.optional().describe('name sent as SNI and checked in the certificate'),
      verify: z.boolean().optional().describe('whether the certificate must be valid; default true'),
    })
    .optional()
    .describe('speak TLS: with http or grpc, or alone for a handshake'),
  grpc: z
    .strictObject({ service: z.string().optional().describe('default the whole server') })
    .optional()
    .describe('asks grpc.health.v1.Health/Check'),
  dns: z
    .strictObject({
      name: domainNameSchema.describe('name to ask for'),
      type: z.enum(['A', 'AAAA', 'TXT', 'NS', 'SOA']).optional().describe('default A'),
      answers: z.int().min(0).max(bounds.uint16).optional().describe('fewest answers; default 1'),
    })
    .optional()
    .describe('asks a name server over UDP'),
  udp: z
    .strictObject({
      send: payloadSchema.describe('payload'),
      expect: regularExpressionSchema.optional().describe('regular expression the reply must match; default any reply'),
    })
    .optional()
    .describe('a datagram is answered'),
  quic: z.strictObject({}).optional().describe('a QUIC server says which versions it speaks'),
  port: portSchema.optional().describe('port of the pods that is asked; default the one that serves'),
  profile: z
    .enum(['normal', 'fast', 'thesis'])
    .optional()
    .describe(
      'timing of what is not given: normal (100 ms, waits 300 ms), fast (50 ms, 80 ms), or that of the thesis; default normal',
    ),
  every: durationSchema.optional().describe('10ms to 60min; default that of the profile'),
  timeout: durationSchema.optional().describe('10ms to every x fall; default that of the profile'),
  fall: countSchema.optional().describe('failures in a row until an endpoint counts as down; default 3 (every profile)'),
  rise: countSchema.optional().describe('successes in a row until it counts as up; default 3, thesis 1'),
});

/** See {@link healthSchema}. */
export type HealthDescription = z.infer<typeof healthSchema>;

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
