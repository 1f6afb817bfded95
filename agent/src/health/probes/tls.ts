import { connect } from 'node:tls';
import { ok, outcomeOfError } from '../evidence';
import { untilSettled } from '../probe';
import type { Probe } from '../probe';
import { authority } from './authority';

/** A TLS handshake (RFC 8446) is brought to its end: by the process itself, so that a hung one is seen. */
export const tlsProbe: Probe = (address, { port, host, tls }, deadline, settled) =>
  untilSettled(deadline, settled, (settle) => {
    const socket = connect({
      host: address,
      port,
      servername: tls?.serverName ?? host ?? '',
      rejectUnauthorized: tls?.verify ?? true,
      ...(tls?.caFile !== undefined && { ca: authority(tls.caFile) }),
    });
    socket.once('secureConnect', () => settle(ok));
    socket.on('error', (error) => settle(outcomeOfError(error)));
    return () => void socket.destroy();
  });
