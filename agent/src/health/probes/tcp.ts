import { Socket } from 'node:net';
import { ok, outcomeOfError } from '../evidence';
import { untilSettled } from '../probe';
import type { Probe } from '../probe';

/** A connection is accepted: by the kernel, which does so for a hung process too, until its backlog is full. */
export const tcpProbe: Probe = (address, { port }, deadline, settled) =>
  untilSettled(deadline, settled, (settle) => {
    const socket = new Socket();
    // Nothing is read, and to begin to read is no small part of what a probe costs (`make bench-agent`).
    socket.pause();
    socket.connect({ host: address, port });
    socket.once('connect', () => settle(ok));
    socket.on('error', (error) => settle(outcomeOfError(error)));
    // A reset leaves no TIME_WAIT behind, of which thousands would use up the ports.
    return () => void (socket.connecting ? socket.destroy() : socket.resetAndDestroy());
  });
