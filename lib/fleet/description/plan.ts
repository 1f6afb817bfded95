import { z } from 'zod';
import { oneAFamily, prefixSchema } from './scalars';

/** Where addresses come from that are not given; one prefix a family, IPv4 and/or IPv6. Sites without an address in a plan must give it. */
export const planSchema = z
  .strictObject({
    links: oneAFamily(prefixSchema)
      .optional()
      .describe('links of uplinks (lower half) and of networks (upper half); /31 and /127 each'),
    loopbacks: oneAFamily(prefixSchema)
      .optional()
      .describe('loopbacks of borders (lower half) and of network routers (upper half)'),
    hosts: oneAFamily(prefixSchema).optional().describe('host networks, one a site: /24 and /64 each'),
    clients: oneAFamily(prefixSchema).optional().describe('client networks, eight a site: /27 and /64 each'),
    exchanges: oneAFamily(prefixSchema).optional().describe('exchange LANs: /27 and /64 each'),
  })
  .describe(
    'prefixes from which every address that is not given is derived; a site keeps its addresses whatever is added or removed',
  );

/** See {@link planSchema}. */
export type PlanDescription = z.infer<typeof planSchema>;
/** One of the plan's address spaces. */
export type PlanSpace = keyof PlanDescription;
