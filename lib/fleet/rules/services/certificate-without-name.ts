import type { HealthDescription } from '../../description/health';
import { serviceRule } from '../rule';

/** A certificate that is checked has a name to be checked by. */
export const certificateWithoutName = serviceRule({
  id: 'certificate-without-name',
  severity: 'error',
  title: 'A certificate that is checked has a name to be checked by.',
  explanation:
    'Endpoints are asked by their addresses, which no certificate has: every probe would fail, and the VIP never be announced (RFC 9525).',
  allowed: 'tls with serverName, or with verify: false',
  remedy: 'Give `serverName` as the certificate has it; `verify: false` where the authority is not one of those that Node knows.',
  acknowledgeable: false,
  *of({ name, description: { health }, ports, path }) {
    const all: readonly (readonly [string, HealthDescription | undefined])[] = [
      [`${path}.health`, health],
      ...ports.map((port) => [`${port.path}.health`, port.health] as const),
    ];
    for (const [at, given] of all) {
      if (given?.tls && given.tls.verify !== false && given.tls.serverName === undefined)
        yield { path: `${at}.tls`, value: given.tls, message: `The health of ${name} has no name for the certificate.` };
    }
  },
});
