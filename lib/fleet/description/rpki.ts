import { z } from 'zod';
import { canonical, isAddress } from '../addresses/address';
import { addressSchema, portSchema, repeated } from './scalars';

/** Port of the protocol between caches and routers, as IANA has it (`rpki-rtr`, RFC 8210 section 13). */
export const usualCachePort = 323;

const cacheSchema = z.union([
  addressSchema,
  z.strictObject({
    address: addressSchema,
    port: portSchema.optional().describe(`default ${usualCachePort}`),
  }),
]);

/** What a router asks for the origins of routes. */
export const rpkiSchema = z
  .strictObject({
    caches: z
      .array(cacheSchema)
      .min(1)
      .max(8)
      .superRefine((list, context) =>
        repeated(list, endOf, (index) => ({
          path: [index],
          message: 'every cache once',
          params: { remedy: 'Take it out: it stands before it, too.' },
        })).forEach((issue) => context.addIssue({ code: 'custom', ...issue })),
      )
      .describe('addresses of the caches, as address or { address, port }; FRR asks the first that answers, BIRD all'),
  })
  .describe(
    'origin validation (RFC 6811): routers refuse what a provider or peer sends with an AS at its end that may not announce it; default none',
  );

/** See {@link rpkiSchema}. */
export type RpkiDescription = z.infer<typeof rpkiSchema>;

/** Where a cache is asked, whatever way it is written. */
function endOf(cache: z.infer<typeof cacheSchema>): string {
  const { address, port = usualCachePort } = typeof cache === 'string' ? { address: cache } : cache;
  return `${isAddress(address) ? canonical(address) : address} ${port}`;
}
