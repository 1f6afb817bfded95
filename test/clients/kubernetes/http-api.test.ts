import { once } from 'node:events';
import { connect, createServer, Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { HttpKubernetesApi } from 'anycast-mec/clients';
import type { StreamEnd } from 'anycast-mec/clients';
import { json, refusal, SpeakingApiServer } from './speaking-api-server';

let server: SpeakingApiServer;
afterEach(() => server.stop());

const speaking = async (answer: ConstructorParameters<typeof SpeakingApiServer>[0]) =>
  (server = await new SpeakingApiServer(answer).start());

describe('a call', () => {
  test('has method, body and type as its kind needs; a server-side apply is forced and strict', async () => {
    await speaking((_asked, response) => json(response, { done: true }));
    const api = server.client();
    await api.get('/a?b=c');
    await api.create('/a', { x: 1 });
    await api.replace('/a/x', { x: 2 });
    await api.patch('/a/x', { x: 3 }, 'merge', 'some manager');
    await expect(api.patch('/a/x', { x: 4 }, 'apply', 'm')).resolves.toEqual({ done: true });
    await api.remove('/a/x');
    expect(
      server.asked.map(({ method, path, query, headers, body }) => [method, path, query, headers['content-type'], body]),
    ).toEqual([
      ['GET', '/a', { b: 'c' }, undefined, undefined],
      ['POST', '/a', {}, 'application/json', { x: 1 }],
      ['PUT', '/a/x', {}, 'application/json', { x: 2 }],
      ['PATCH', '/a/x', { fieldManager: 'some manager' }, 'application/merge-patch+json', { x: 3 }],
      [
        'PATCH',
        '/a/x',
        { fieldManager: 'm', force: 'true', fieldValidation: 'Strict' },
        'application/apply-patch+yaml',
        { x: 4 },
      ],
      ['DELETE', '/a/x', {}, undefined, undefined],
    ]);
    expect(server.sockets).toHaveLength(1);
  });

  test('bears the token as it is then', async () => {
    await speaking((_asked, response) => json(response, {}));
    const tokens = ['old', 'new', undefined];
    const api = server.client(1000, () => tokens.shift());
    for (let call = 0; call < 3; call += 1) await api.get('/a');
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new', undefined]);
    expect(server.asked[0]?.headers['user-agent']).toBe('test');
  });

  test('fails with what the server says, and its status', async () => {
    await speaking((_asked, response) => refusal(response, 409, 'the object has been modified'));
    await expect(server.client().get('/a')).rejects.toMatchObject({
      name: 'ApiError',
      status: 409,
      message: 'the object has been modified',
    });
  });

  test.each([
    ['refuses with', 502],
    ['answers with', 200],
  ])('fails where something in between %s a page', async (_, status) => {
    await speaking((_asked, response) => response.writeHead(status).end('<html>not an API server</html>'));
    await expect(server.client().get('/a')).rejects.toMatchObject({
      status: status === 200 ? 0 : status,
      message: expect.stringContaining('<html>not an API server</html>'),
    });
  });

  test('may have an answer that is no object', async () => {
    await speaking((_asked, response) => response.end('ok'));
    await expect(server.client().text('/readyz')).resolves.toBe('ok');
  });

  test('fails where the server is silent', async () => {
    await speaking(() => undefined);
    await expect(server.client(50).get('/a')).rejects.toMatchObject({
      status: 0,
      message: 'no answer of the API server in 50 ms',
    });
  });

  test('fails where the server falls silent within its answer', async () => {
    await speaking((_asked, response) => void response.writeHead(200).write('{"half":'));
    await expect(server.client(50).get('/a')).rejects.toMatchObject({ status: 0 });
  });

  test('may take longer than that while the server goes on to answer, as with a long list', async () => {
    await speaking((_asked, response) => {
      const pieces = ['{"items"', ':[', '1,', '2,', '3,', '4', ']}'];
      const timer = setInterval(() => {
        const piece = pieces.shift();
        if (piece !== undefined) return response.write(piece);
        clearInterval(timer);
        return response.end();
      }, 100);
    });
    await expect(server.client(400).get('/a')).resolves.toEqual({ items: [1, 2, 3, 4] });
  });

  test('fails where nobody listens', async () => {
    await speaking((_asked, response) => json(response, {}));
    const api = server.client();
    await server.stop();
    await expect(api.get('/a')).rejects.toMatchObject({ status: 0 });
    await server.start();
  });

  test('fails where the host is gone and no connection comes about', async () => {
    await speaking(() => undefined);
    // A thread that listens and then sleeps: what exceeds its queue of connections is not answered at all, as by a host without power.
    const sleeper = new Worker(
      `const { parentPort } = require('node:worker_threads');
       const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
         parentPort.postMessage(server.address().port);
         setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
       });`,
      { eval: true },
    );
    const [port] = (await once(sleeper, 'message')) as [number];
    await new Promise((resolve) => setTimeout(resolve, 100));
    const queued = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const access = { server: new URL(`http://127.0.0.1:${port}`), token: () => undefined, userAgent: 'test', answerMs: 50 };
    await expect(new HttpKubernetesApi(access).get('/a')).rejects.toMatchObject({
      status: 0,
      message: expect.stringMatching(/no answer/),
    });
    queued.forEach((socket) => socket.destroy());
    await sleeper.terminate();
  });

  test('fails where TLS never comes about', async () => {
    await speaking(() => undefined);
    const sockets: Socket[] = [];
    const mute = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const access = { server: new URL(`https://127.0.0.1:${port}`), token: () => undefined, userAgent: 'test', answerMs: 50 };
    await expect(new HttpKubernetesApi(access).get('/a')).rejects.toMatchObject({ status: 0 });
    sockets.forEach((socket) => socket.destroy());
    mute.close();
  });

  test('is made again, once, where the server had closed the connection while it was idle', async () => {
    await speaking((asked, response) =>
      asked.path === '/b' && server.asked.length === 2 ? void response.socket?.destroy() : json(response, { path: asked.path }),
    );
    const api = server.client();
    await api.get('/a');
    await expect(api.get('/b')).resolves.toEqual({ path: '/b' });
    expect(server.asked.map(({ path }) => path)).toEqual(['/a', '/b', '/b']);
  });

  test('is not made again where a new connection is closed: it may have been done', async () => {
    await speaking((_asked, response) => void response.socket?.destroy());
    await expect(server.client().create('/a', {})).rejects.toMatchObject({ status: 0 });
    expect(server.asked).toHaveLength(1);
  });
});

describe('a stream', () => {
  /** Opens a stream; what it tells, in words, and its end. */
  function listened(answerMs = 1000, atLine: (close: () => void) => void = () => undefined) {
    const told: string[] = [];
    const ends: StreamEnd[] = [];
    let close = () => {};
    const end = new Promise<StreamEnd>((resolve) => {
      close = server.client(answerMs).stream('/a?watch=true', {
        opened: () => void told.push('opened'),
        line: (text) => {
          told.push(text);
          atLine(close);
        },
        ended: (how) => {
          ends.push(how);
          resolve(how);
        },
      });
    });
    return { told, ends, end, close: () => close() };
  }

  test('tells lines as they are, however they come, and that the server closed it', async () => {
    await speaking((_asked, response) => {
      const text = Buffer.from('{"a":"ä"}\n\n{"b":1}\n');
      response.write(text.subarray(0, 7));
      setTimeout(() => response.write(text.subarray(7, 12)), 5);
      setTimeout(() => response.end(text.subarray(12)), 10);
    });
    const { told, end } = listened();
    await expect(end).resolves.toEqual({ how: 'closed' });
    expect(told).toEqual(['opened', '{"a":"ä"}', '{"b":1}']);
  });

  test('tells that it was stopped, once, and nothing after it', async () => {
    await speaking((_asked, response) => {
      response.write('one\nmore\n');
      setInterval(() => response.write('more\n'), 5).unref();
    });
    const { told, ends, end } = listened(1000, (close) => {
      close();
      close();
    });
    await expect(end).resolves.toEqual({ how: 'stopped' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(told).toEqual(['opened', 'one']);
    expect(ends).toHaveLength(1);
  });

  test('tells that it broke off', async () => {
    await speaking((_asked, response) => {
      response.write('one\n');
      setTimeout(() => response.socket?.destroy(), 10);
    });
    const { told, end } = listened();
    await expect(end).resolves.toMatchObject({ how: 'failed', error: { status: 0 } });
    expect(told).toEqual(['opened', 'one']);
  });

  test('tells what the server says that refuses it', async () => {
    await speaking((_asked, response) => refusal(response, 410, 'too old resource version'));
    const { told, end } = listened();
    await expect(end).resolves.toMatchObject({ how: 'failed', error: { status: 410, message: 'too old resource version' } });
    expect(told).toEqual([]);
  });

  test('lets the kernel look whether the other side is there, which a silent stream would never learn', async () => {
    const asked = jest.spyOn(Socket.prototype, 'setKeepAlive');
    await speaking((_asked, response) => void response.end());
    await listened().end;
    expect(asked.mock.calls).toEqual([[true, 5000]]);
    asked.mockRestore();
  });

  test('fails where the server does not accept it in time, and lives on where it does and says nothing', async () => {
    await speaking((_asked, response) => void (server.asked.length === 1 || response.writeHead(200).flushHeaders()));
    await expect(listened(50).end).resolves.toMatchObject({ how: 'failed', error: { status: 0 } });
    const { told, ends, close } = listened(300);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect([told, ends]).toEqual([['opened'], []]);
    close();
  });
});
