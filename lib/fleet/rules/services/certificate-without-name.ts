import { healthsOf } from '../../derive/checks';
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
  *of(service) {
    for (const [at, given] of healthsOf(service)) {
      if (given.tls && given.tls.verify !== false && given.tls.serverName === undefined)
        yield { path: `${at}.tls`, value: given.tls, message: `The health of ${service.name} has no name for the certificate.` };
    }
  },
});
