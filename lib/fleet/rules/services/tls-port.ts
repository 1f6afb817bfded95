import { serviceRule } from '../rule';

/** TLS and plain HTTP have a port each. */
export const tlsPort = serviceRule({
  id: 'tls-port',
  severity: 'error',
  title: 'TLS and plain HTTP have a port each.',
  explanation:
    'A port speaks either TLS or plain HTTP. Clients that are given no port speak plain HTTP to 80 and TLS to 443 (RFC 9110, sections 4.2.1 and 4.2.2), so nobody who comes to 80 would be served by TLS.',
  allowed: 'with rateLimit.tls: a port other than 80, and redirectFrom another one than that',
  remedy: 'Give the service `port: 443`.',
  acknowledgeable: false,
  *of({ name, path, ports: [port], description }) {
    const { tls } = description.rateLimit ?? {};
    if (!tls || !port) return;
    if (port.port === 80)
      yield {
        path: `${port.path}.port`,
        value: description.ports ? 80 : description.port,
        message: `${name} would speak TLS at port 80.`,
      };
    else if (tls.redirectFrom === port.port)
      yield {
        path: `${path}.rateLimit.tls.redirectFrom`,
        value: tls.redirectFrom,
        message: `${name} would speak TLS and plain HTTP at port ${port.port}.`,
        remedy: 'Give another port, such as 80.',
      };
  },
});
