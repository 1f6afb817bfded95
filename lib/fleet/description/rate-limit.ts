import { z } from 'zod';
import { bounds } from './bounds';
import { clientsSchema } from './clients';
import { maintenanceSchema } from './maintenance';
import { proxyProtocolSchema } from './proxy-protocol';
import { repeated } from './scalars';
import { tlsSchema } from './tls';

/** nginx multiplies a rate by 1000 in 32 bits with sign on small hosts (ngx_http_limit_req_module.c): six digits fit. */
const rateSchema = z.string().regex(/^[1-9]\d{0,5}r\/(s|m)$/, 'a rate of at most 999999, such as 5r/s or 30r/m');

const burstSchema = z.int().min(0).max(bounds.burst);

/** Name of a header of which NGINX has a variable: it drops headers with `_`, and knows no other signs of RFC 9110 in names of variables. */
const headerNameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/, 'the name of a header: at most 63 letters, digits and dashes that begin with a letter');

const headerLimitSchema = z.strictObject({
  header: headerNameSchema.describe('such as X-Api-Key; who does not send it is counted by address instead'),
  rate: rateSchema.describe('rate of one value of the header, whoever sends it'),
  burst: burstSchema.optional().describe('requests with one value that may wait above the rate; default 10'),
});

const pathLimitSchema = z.strictObject({
  rate: rateSchema.describe('rate of one path, whoever asks for it'),
  burst: burstSchema.optional().describe('requests of one path that may wait above the rate; default 10'),
});

/** The NGINX in front of a service: its rate limits (`limit_req`, leaky bucket), and what else it does before a request reaches the pods. */
export const rateLimitSchema = z.strictObject({
  perClient: rateSchema.describe('rate of one client address (IPv6: of one /64)'),
  burst: burstSchema.optional().describe('requests of one client that may wait above the rate; default 10'),
  aggregate: rateSchema.optional().describe('rate of all clients together; default none'),
  connectionsPerClient: z.int().min(1).max(bounds.connections).optional().describe('default 20'),
  perHeader: z
    .array(headerLimitSchema)
    .min(1)
    .max(bounds.limitedHeaders)
    .superRefine((list, context) =>
      repeated(
        list,
        ({ header }) => header.toLowerCase(),
        (index) => ({
          path: [index, 'header'],
          message: 'every header once',
          params: { remedy: 'Take it out: it stands before it, too.' },
        }),
      ).forEach((issue) => context.addIssue({ code: 'custom', ...issue })),
    )
    .optional()
    .describe('limits by the value of a header, beside that of a client; default none'),
  perPath: pathLimitSchema.optional().describe('limit of each path without its query, beside that of a client; default none'),
  clients: clientsSchema.optional().describe('who is served, and who without a limit; default everybody, within the limits'),
  maintenance: maintenanceSchema
    .optional()
    .describe('an answer in place of the service, which one word switches on; default none'),
  proxyProtocol: proxyProtocolSchema
    .optional()
    .describe('every connection begins with a PROXY header, as load balancers in front of the VIP send it; default none does'),
  tls: tlsSchema.optional().describe('speaks TLS with clients, and plain HTTP with the pods; default plain HTTP'),
});

/** See {@link rateLimitSchema}. */
export type RateLimitDescription = z.infer<typeof rateLimitSchema>;
