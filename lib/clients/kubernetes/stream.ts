import type { ClientRequest, IncomingMessage } from 'node:http';
import { ApiError, messageOf } from './api-error';

/** After so long a silence the kernel asks the other side whether it is there, and gives it up 10 s after that, ms (libuv's interval). */
const silenceMs = 5000;

/** How a stream ended: closed by the server, as every watch is after a while; stopped by who opened it; or failed. */
export type StreamEnd =
  { readonly how: 'closed' } | { readonly how: 'stopped' } | { readonly how: 'failed'; readonly error: ApiError };

/** Who listens to a stream. */
export interface StreamListener {
  /** The server has accepted. */
  opened(): void;
  /** A line, without its end. */
  line(text: string): void;
  /** Told exactly once, whoever ended it, and nothing after it. */
  ended(end: StreamEnd): void;
}

/**
 * Sends a request and tells its answer line by line.
 *
 * @param acceptMs longest time until the server accepts, ms
 * @returns stops it
 */
export function streamLines(outgoing: ClientRequest, acceptMs: number, listener: StreamListener): () => void {
  let isEnded = false;
  const end = (how: StreamEnd) => {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(timer);
    outgoing.destroy();
    listener.ended(how);
  };
  const fail = (error: Error) => end({ how: 'failed', error: new ApiError(0, error.message) });
  const timer = setTimeout(() => fail(new Error(`the API server did not accept within ${acceptMs} ms`)), acceptMs);
  outgoing.once('socket', (socket) => socket.setKeepAlive(true, silenceMs));
  outgoing.on('error', fail);
  outgoing.once('response', (response) => {
    response.setEncoding('utf8');
    response.on('error', fail);
    if (response.statusCode !== 200) return refused(response, end);
    clearTimeout(timer);
    listener.opened();
    let rest = '';
    response.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '' && !isEnded) listener.line(line);
    });
    response.once('close', () => end({ how: 'closed' }));
  });
  outgoing.end();
  return () => end({ how: 'stopped' });
}

function refused(response: IncomingMessage, end: (how: StreamEnd) => void): void {
  let text = '';
  response.on('data', (chunk: string) => (text += chunk));
  response.once('close', () => end({ how: 'failed', error: new ApiError(response.statusCode ?? 0, messageOf(text)) }));
}
