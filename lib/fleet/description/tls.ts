import { z } from 'zod';
import { certificateNameSchema, dnsSubdomainSchema, objectKindSchema } from '../../contract/kubernetes';
import { eachOnce, portSchema } from './scalars';

/** Who issues a certificate, as cert-manager refers to it (cert-manager.io/v1, `ObjectReference`). */
const issuerSchema = z.strictObject({
  name: dnsSubdomainSchema,
  kind: objectKindSchema.optional().describe('Issuer, ClusterIssuer, or a kind of another group; default Issuer'),
  group: dnsSubdomainSchema.optional().describe('default cert-manager.io'),
});

/** How TLS is spoken with clients: by whose certificate, and what becomes of those who come without. */
export const tlsSchema = z
  .strictObject({
    secret: dnsSubdomainSchema
      .optional()
      .describe('Secret of the namespace with certificate and key (type kubernetes.io/tls), put there by you'),
    certificate: z
      .strictObject({
        issuerRef: issuerSchema.describe('who issues it'),
        dnsNames: eachOnce(certificateNameSchema).min(1).describe('names that it is valid for'),
      })
      .optional()
      .describe('a Certificate that is made, and that cert-manager has issued and renews'),
    redirectFrom: portSchema
      .optional()
      .describe('port at the VIP at which plain HTTP is sent on to TLS (308), such as 80; default none'),
  })
  .refine(
    ({ secret, certificate }) => (secret === undefined) !== (certificate === undefined),
    'either `secret` or `certificate`',
  );

/** See {@link tlsSchema}. */
export type TlsDescription = z.infer<typeof tlsSchema>;
