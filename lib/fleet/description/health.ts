import { z } from 'zod';
import { dnsTypes, probeFields } from '../../contract/agent/probe-schema';
import { givenProfiles } from '../../contract/agent/profiles';
import { domainNameSchema, serverNameSchema } from '../../contract/texts';
import { bounds } from './bounds';
import { durationSchema, portSchema } from './scalars';

/** How it is seen that an endpoint serves: what is asked, where, and how often. */
export const healthSchema = z.strictObject({
  http: probeFields.http,
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
      type: z.enum(dnsTypes).optional().describe('default A'),
      answers: z.int().min(0).max(bounds.uint16).optional().describe('fewest answers; default 1'),
    })
    .optional()
    .describe('asks a name server over UDP'),
  udp: probeFields.udp.describe('a datagram is answered'),
  quic: probeFields.quic,
  port: portSchema.optional().describe('port of the pods that is asked; default the one that serves'),
  profile: z
    .enum(givenProfiles)
    .optional()
    .describe(
      'timing of what is not given: normal (100 ms, waits 300 ms), fast (50 ms, 80 ms), or baseline (100 ms, 100 ms, three failures of any kind); default normal',
    ),
  every: durationSchema.optional().describe('10ms to 60min; default that of the profile'),
  timeout: durationSchema.optional().describe('10ms to every x fall; default that of the profile'),
  fall: probeFields.fall,
  rise: probeFields.rise,
});

/** See {@link healthSchema}. */
export type HealthDescription = z.infer<typeof healthSchema>;
