import { request as plainRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { ProbeConfig } from 'anycast-mec/contract';
import { ok, outcomeOfError } from '../evidence';
import type { Outcome } from '../evidence';
import { untilSettled } from '../probe';
import type { Probe } from '../probe';
import { authority } from './authority';

/** Of a body so much is matched, bytes. */
const bodyLimit = 65_536;

/** An HTTP answer with an accepted status and body. 429 is a sign of life: the limiter in front answers, and rejects. */
export const httpProbe: Probe = (address, config, deadline, settled) =>
  untilSettled(deadline, settled, (settle) => {
    const request = (config.tls ? tlsRequest : plainRequest)(options(address, config));
    request.on('error', (error) => settle(outcomeOfError(error)));
    request.once('response', (response) => answer(response, config, settle));
    request.end();
    return () => request.destroy();
  });

function options(address: string, { port, path, host, tls }: ProbeConfig): RequestOptions {
  const name = host ?? (address.includes(':') ? `[${address}]` : address);
  return {
    host: address,
    port,
    path,
    method: 'GET',
    // Every probe opens its own connection: a kept one would hide that nobody listens any more.
    agent: false,
    headers: { host: name, 'user-agent': 'anycast-mec-agent', connection: 'close' },
    ...(tls && {
      servername: tls.serverName ?? host ?? '',
      rejectUnauthorized: tls.verify,
      ...(tls.caFile !== undefined && { ca: authority(tls.caFile) }),
    }),
  };
}

function answer(response: IncomingMessage, config: ProbeConfig, settle: (outcome: Outcome) => void): void {
  const status = response.statusCode ?? 0;
  const [low, high] = config.status;
  if (status === 429) return settle({ class: 'overloaded', reason: 'status 429' });
  if (status < low || status > high) return settle({ class: 'soft', reason: `status ${status}` });
  const { body } = config;
  if (!body) return settle(ok);
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    if (text.length > bodyLimit) response.destroy();
  });
  response.once('close', () =>
    settle(body.test(text.slice(0, bodyLimit)) ? ok : { class: 'soft', reason: `body does not match ${String(body)}` }),
  );
  response.on('error', (error) => settle(outcomeOfError(error)));
}
