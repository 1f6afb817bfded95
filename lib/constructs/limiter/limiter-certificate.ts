import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import type { TlsDescription } from '../../fleet/description/tls';
import type { ObjectType } from '../objects/kube-object';

type Given = NonNullable<TlsDescription['certificate']>;

/** Fields of a Certificate that are written (cert-manager.io/v1). */
interface CertificateProps {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: object;
}

/** A Certificate of cert-manager, which keeps its Secret valid. */
export const certificateType: ObjectType<CertificateProps> = {
  GVK: { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' },
  manifest: (props) => ({ ...certificateType.GVK, ...props }),
};

/** Name of the Secret with certificate and key of a limiter. @returns undefined without TLS */
export function secretOf(limiter: string, { tls }: RateLimitDescription): string | undefined {
  return tls && (tls.secret ?? secretOfCertificate(limiter));
}

function secretOfCertificate(limiter: string): string {
  return `${limiter}-tls`;
}

/** What is asked of cert-manager. */
export function certificateSpec(limiter: string, { issuerRef, dnsNames }: Given): object {
  return {
    secretName: secretOfCertificate(limiter),
    dnsNames: [...dnsNames],
    // Written out, as cert-manager fills these in, and a difference would stay.
    issuerRef: { name: issuerRef.name, kind: issuerRef.kind ?? 'Issuer', group: issuerRef.group ?? 'cert-manager.io' },
    // A handshake costs an edge site much less than with RSA. A key is used as long as its certificate (the default since cert-manager 1.18).
    privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
  };
}
