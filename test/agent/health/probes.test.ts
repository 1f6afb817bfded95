import { decode, encode, TRUNCATED_RESPONSE } from 'dns-packet';
import type { Answer } from 'dns-packet';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createSocket } from 'node:dgram';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { probeOf } from 'anycast-mec/contract';
import { Deadline } from '../../../agent/src/health/deadline';
import { outcomeOfError } from '../../../agent/src/health/evidence';
import type { Outcome } from '../../../agent/src/health/evidence';
import { probes } from '../../../agent/src/health/probes';

type Input = Parameters<typeof probeOf>[0];
const cleanUps: (() => void)[] = [];
afterEach(() => cleanUps.splice(0).forEach((cleanUp) => cleanUp()));

const probe = (input: Input, ms = 1000): Promise<Outcome> =>
  new Promise((resolve) => {
    const config = probeOf(input);
    const deadline = new Deadline();
    const timer = setTimeout(() => deadline.expire(), ms);
    probes[config.kind]('127.0.0.1', config, deadline, (outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });

/** Starts a server on a port of its own; it is closed after the test. */
const listening = (server: {
  listen: (port: number, address: string, ready: () => void) => unknown;
  address: () => unknown;
  close: () => unknown;
}) =>
  new Promise<number>((resolve) => {
    cleanUps.push(() => server.close());
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const http = (status: number, body = '') =>
  listening(
    createHttp((_, response) => {
      response.writeHead(status);
      response.end(body);
    }),
  );

/** A gRPC health service that answers with this serving status. */
const grpc = (status: number) => {
  const server = createHttp2();
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.from([0, 0, 0, 0, 2, 8, status]));
  });
  return listening(server);
};

/** A UDP server that answers with what `reply` makes of a datagram. */
const udp = (reply: (query: Buffer) => Buffer | undefined) =>
  new Promise<number>((resolve) => {
    const socket = createSocket('udp4');
    cleanUps.push(() => socket.close());
    socket.on('message', (query, from) => {
      const answer = reply(query);
      if (answer) socket.send(answer, from.port, from.address);
    });
    socket.bind(0, '127.0.0.1', () => resolve(socket.address().port));
  });

/** An answer to the query, with a response code and these records. */
const dnsReply =
  (code: number, answers: readonly Answer[] = [], flags = 0) =>
  (query: Buffer) => {
    const { id, questions = [] } = decode(query);
    return encode({ type: 'response', id: id ?? 0, flags: flags | code, questions, answers: [...answers] });
  };
const a: Answer = { type: 'A', name: 'example.org', data: '192.0.2.1' };
const alias: Answer = { type: 'CNAME', name: 'example.org', data: 'www.example.org' };

/** A port on which nobody listens. */
const closedPort = async () => {
  const server = createTcp();
  const port = await listening(server);
  cleanUps.pop();
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const succeeds = { class: 'ok' };

describe('a probe', () => {
  test('by TCP takes an accepted connection for life, and a refused one for hard evidence', async () => {
    expect(await probe({ port: await http(200) })).toMatchObject(succeeds);
    expect(await probe({ port: await closedPort() })).toEqual({ class: 'hard', reason: 'refused' });
  });

  test('by HTTP judges the status', async () => {
    expect(await probe({ http: '/', port: await http(204) })).toMatchObject(succeeds);
    expect(await probe({ http: '/', port: await http(503) })).toEqual({ class: 'soft', reason: 'status 503' });
    expect(await probe({ http: '/', port: await http(204), status: '200' })).toMatchObject({ class: 'soft' });
  });

  test('by HTTP judges the body', async () => {
    expect(await probe({ http: '/', body: '^fine$', port: await http(200, 'fine') })).toMatchObject(succeeds);
    expect(await probe({ http: '/', body: '^fine$', port: await http(200, 'not fine') })).toMatchObject({ class: 'soft' });
  });

  test('takes 429 for a sign of life under overload', async () =>
    expect(await probe({ http: '/', port: await http(429) })).toEqual({ class: 'overloaded', reason: 'status 429' }));

  test('takes silence for soft evidence', async () => {
    const silent = await listening(createHttp(() => undefined));
    expect(await probe({ http: '/', port: silent }, 50)).toEqual({ class: 'soft', reason: 'timeout' });
  });

  test('takes a reset for hard evidence', async () => {
    const resets = await listening(createTcp((socket) => socket.on('data', () => socket.resetAndDestroy())));
    expect(await probe({ http: '/', port: resets })).toEqual({ class: 'hard', reason: 'reset' });
  });

  test('by gRPC judges the serving status', async () => {
    expect(await probe({ probe: 'grpc', port: await grpc(1) })).toMatchObject(succeeds);
    expect(await probe({ probe: 'grpc', port: await grpc(2) })).toEqual({ class: 'soft', reason: 'gRPC NOT_SERVING' });
  });

  test('by gRPC takes a refused connection and a reset for hard evidence', async () => {
    expect(await probe({ probe: 'grpc', port: await closedPort() })).toEqual({ class: 'hard', reason: 'refused' });
    const resets = await listening(createTcp((socket) => socket.on('data', () => socket.resetAndDestroy())));
    expect(await probe({ probe: 'grpc', port: resets })).toEqual({ class: 'hard', reason: 'reset' });
  });

  test('by DNS judges the code and the number of answers', async () => {
    const dns = { name: 'example.org' };
    expect(await probe({ dns, port: await udp(dnsReply(0, [a])) })).toMatchObject(succeeds);
    expect(await probe({ dns, port: await udp(dnsReply(2)) })).toEqual({ class: 'soft', reason: 'DNS SERVFAIL' });
    expect(await probe({ dns, port: await udp(dnsReply(3)) })).toEqual({ class: 'soft', reason: 'DNS NXDOMAIN' });
    expect(await probe({ dns, port: await udp(dnsReply(0)) })).toMatchObject({ class: 'soft' });
  });

  test('by DNS counts the records of the type that it asked for, and no others', async () => {
    const dns = { name: 'example.org.' };
    const none = { class: 'soft', reason: 'DNS 0 records of type A, 1 expected' };
    expect(await probe({ dns, port: await udp(dnsReply(0, [alias])) })).toEqual(none);
    expect(await probe({ dns, port: await udp(dnsReply(0, [alias, a])) })).toMatchObject(succeeds);
    const more = { dns: { ...dns, answers: 2 } };
    expect(await probe({ ...more, port: await udp(dnsReply(0, [alias, a])) })).toMatchObject({ class: 'soft' });
    expect(await probe({ ...more, port: await udp(dnsReply(0, [a], TRUNCATED_RESPONSE)) })).toMatchObject(succeeds);
  });

  test('by DNS takes no answer to another question, nor a packet that is none', async () => {
    const dns = { name: '.', type: 'SOA' as const, answers: 0 };
    const other = (query: Buffer) => encode({ type: 'response', id: ((decode(query).id ?? 0) + 1) % 65_536 });
    const none = { class: 'soft', reason: 'no DNS answer to this question' };
    expect(await probe({ dns, port: await udp(dnsReply(0)) })).toMatchObject(succeeds);
    expect(await probe({ dns, port: await udp(other) })).toEqual(none);
    expect(await probe({ dns, port: await udp((query) => query) })).toEqual(none);
    expect(await probe({ dns, port: await udp(() => Buffer.from('no DNS')) })).toEqual(none);
  });

  test('by UDP judges the reply, and sees a closed port', async () => {
    const echo = await udp((query) => query);
    expect(await probe({ udp: { send: 'ping', expect: '^ping$' }, port: echo })).toMatchObject(succeeds);
    expect(await probe({ udp: { send: 'ping', expect: '^pong$' }, port: echo })).toMatchObject({ class: 'soft' });
    expect(await probe({ udp: { send: 'ping' }, port: await closedPort() })).toEqual({ class: 'hard', reason: 'refused' });
  });

  test('by QUIC takes a negotiation of versions for life, and nothing else', async () => {
    const negotiation = (query: Buffer) =>
      Buffer.concat([
        Buffer.of(0x80, 0, 0, 0, 0, 8),
        query.subarray(15, 23),
        Buffer.of(8),
        query.subarray(6, 14),
        Buffer.of(0, 0, 0, 1),
      ]);
    expect(await probe({ quic: {}, port: await udp(negotiation) })).toMatchObject(succeeds);
    expect(await probe({ quic: {}, port: await udp((query) => query) })).toMatchObject({ class: 'soft' });
    expect(await probe({ quic: {}, port: await closedPort() })).toEqual({ class: 'hard', reason: 'refused' });
  });

  test('by a program judges the exit code; one that cannot be started says nothing', async () => {
    expect(await probe({ probe: 'exec', exec: ['true'], port: 1 })).toMatchObject(succeeds);
    expect(await probe({ probe: 'exec', exec: ['false'], port: 1 })).toEqual({ class: 'soft', reason: 'exit code 1' });
    expect(await probe({ probe: 'exec', exec: ['/nowhere/program'], port: 1 })).toMatchObject({ class: 'none' });
  });
});

describe('an error', () => {
  test.each(['ENETUNREACH', 'EMFILE', 'ENOBUFS', 'EADDRNOTAVAIL'])('of this machine (%s) is no evidence', (code) =>
    expect(outcomeOfError(Object.assign(new Error(), { code }))).toEqual({ class: 'none', reason: `local ${code}` }),
  );

  test('of the host there is soft evidence', () =>
    expect(outcomeOfError(Object.assign(new Error(), { code: 'EHOSTUNREACH' }))).toMatchObject({ class: 'soft' }));
});
