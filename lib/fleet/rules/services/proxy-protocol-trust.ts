import { Prefix } from '../../addresses/prefix';
import { serviceRule } from '../rule';

/** A PROXY header is believed of load balancers that can be there, and of nobody else. */
export const proxyProtocolTrust = serviceRule({
  id: 'proxy-protocol-trust',
  severity: 'error',
  title: 'A PROXY header is believed of load balancers that can be there, and of nobody else.',
  explanation:
    'Who may send a PROXY header says which address a client has: everybody whose word is taken goes around limits and lists of clients (HAProxy, doc/proxy-protocol.txt, section 2). A connection over IPv4 or IPv6 comes to a VIP of that family alone, so a load balancer of another never comes.',
  allowed: 'proxyProtocol.from with the networks of your load balancers, each of a family that the service has a VIP of',
  remedy:
    'Give the networks of the load balancers, or take `proxyProtocol` out, as a VIP that is reached without one needs none.',
  acknowledgeable: false,
  *of({ name, path, vips, description: { rateLimit } }) {
    const families = new Set(vips.map(({ family }) => family));
    for (const [index, text] of (rateLimit?.proxyProtocol?.from ?? []).entries()) {
      const { family, length } = Prefix.parse(text);
      const at = { path: `${path}.rateLimit.proxyProtocol.from[${index}]`, value: text };
      if (length === 0) yield { ...at, message: `Every client of ${name} could say that it is another.` };
      else if (!families.has(family))
        yield { ...at, message: `${name} has no VIP of IPv${family}, so nobody comes from ${text}.` };
    }
  },
});
