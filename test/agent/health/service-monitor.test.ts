import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { ProbeScheduler } from '../../../agent/src/health/scheduler';
import type { ServiceConfig } from 'anycast-mec/contract';
import { arrival, pass, passUntil, useFakeClock } from '../equipment/fake-clock';
import { ServiceMonitor } from '../../../agent/src/health/service-monitor';
import { parseConfiguration } from 'anycast-mec/contract';

const open = new Set<Socket>();
/** Those on which nothing was asked: the held one, which is the oldest, and a probe that has just begun. */
const idle = new Set<Socket>();
let connections = 0;
/** Whether servers answer nobody, as a process that hangs. */
let silent = false;
beforeEach(() => useFakeClock());
afterEach(() => {
  silent = false;
  jest.useRealTimers();
});

/** A web server that closes connections on which nothing was said for so long, as nginx does. */
async function webServer(idleMs: number, at = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    open.add(socket);
    idle.add(socket);
    connections += 1;
    const timer = setTimeout(() => socket.end(), idleMs);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        clearTimeout(timer);
        open.delete(socket);
        idle.delete(socket);
      });
    socket.on('data', () => {
      clearTimeout(timer);
      idle.delete(socket);
      if (!silent) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((listening) => server.listen(at, '127.0.0.1', listening));
  return { server, port: (server.address() as AddressInfo).port };
}

function configured(port: number, more: object): ServiceConfig {
  const health = { port, http: '/', every: '100ms', ...more };
  const service = { name: 'a', namespace: 'a', vips: ['203.0.113.1'], port: 80, protocol: 'TCP', health };
  const [first] = parseConfiguration(JSON.stringify({ hosts: ['host-1'], services: [service] }), 'agent.json').services;
  if (!first) throw new Error('no service');
  return first;
}

/** Everything that was believed of the endpoint, one after the other. */
function watch(port: number, more: object = {}) {
  const seen: string[] = [];
  const evidence: string[] = [];
  const scheduler = new ProbeScheduler(10);
  const monitor: ServiceMonitor = new ServiceMonitor(configured(port, more), scheduler, {
    onChange: () => seen.push(monitor.endpointHealth()[0]?.health.status ?? 'none'),
    onEvidence: (_check, { class: kind }) => evidence.push(kind),
  });
  monitor.setEndpoints([{ address: '127.0.0.1', host: 'host-1' }]);
  return { seen, evidence, monitor, end: () => monitor.stop() };
}

describe('an endpoint whose probe throws', () => {
  test('is told of, with why, and has it in its health: no failure of it is seen', async () => {
    const blind: string[] = [];
    const scheduler = new ProbeScheduler(10);
    // No configuration may say this any more; another such value must not be silent.
    const service = configured(1, { hold: false });
    const monitor = new ServiceMonitor({ ...service, probe: { ...service.probe, path: '/health z', everyMs: 20 } }, scheduler, {
      onChange: () => undefined,
      onBlind: (check, address, reason) => blind.push(`${check} of ${address}: ${reason}`),
    });
    monitor.setEndpoints([{ address: '127.0.0.1', host: 'host-1' }]);
    await pass(300);
    monitor.stop();
    scheduler.stop();
    expect(blind).toEqual(['health of 127.0.0.1: the probe cannot be made: Request path contains unescaped characters']);
    expect(monitor.endpointHealth()[0]?.health).toMatchObject({
      status: 'unknown',
      problem: 'the probe cannot be made: Request path contains unescaped characters',
    });
  });
});

describe('a host whose pods have two addresses', () => {
  test('fails where one of them does not answer, and says which family', async () => {
    const { server, port } = await webServer(60_000);
    const { monitor, end } = watch(port);
    // The server is at 127.0.0.1 alone.
    monitor.setEndpoints(['127.0.0.1', '::1'].map((address) => ({ address, host: 'host-1' })));
    await passUntil('each was asked', () =>
      monitor.endpointHealth().every(({ health }) => ['up', 'down'].includes(health.status)),
    );
    const [host, site] = [monitor.hostVerdicts().get('host-1'), monitor.verdict()];
    end();
    server.close();
    open.forEach((socket) => socket.destroy());
    expect([host?.health, site.health]).toEqual(['failed', 'failed']);
    expect(host?.reason).toBe('IPv6: 1 of 1 endpoints down (refused)');
  });
});

describe('a monitored endpoint with a held connection', () => {
  test('whose server closes idle connections is never in doubt, nor pestered with new ones', async () => {
    const { server, port } = await webServer(150);
    const { seen, end } = watch(port);
    await pass(500);
    seen.length = 0;
    connections = 0;
    await pass(2500);
    end();
    server.close();
    expect(seen).toEqual([]);
    // Ten probes a second (the interval varies), and the held connection once, with a probe of its own: the back-off has grown to 2 s.
    expect(connections).toBeGreaterThanOrEqual(22);
    expect(connections).toBeLessThanOrEqual(30);
  });

  test('whose process dies is down with the first probe after', async () => {
    const { server, port } = await webServer(60_000);
    const { monitor, end } = watch(port);
    await pass(300);
    const evidence = monitor.endpointHealth()[0]?.health;
    server.close();
    for (const socket of open) socket.destroy();
    // No time passes: the held connection tells it, and a probe agrees.
    await arrival();
    const after = monitor.endpointHealth()[0]?.health;
    end();
    expect([evidence?.status, after?.status, after?.reason]).toEqual(['up', 'down', 'refused']);
  });

  test('that closes, and then stays silent, is down with one silence less: the end counts once a probe agrees', async () => {
    const { server, port } = await webServer(60_000);
    const { seen, evidence, end } = watch(port);
    await pass(400);
    evidence.length = 0;
    // A probe that is under way would be silent, too, and tell of it first.
    await passUntil('a probe was answered', () => evidence.length > 0);
    [seen.length, evidence.length] = [0, 0];
    silent = true;
    const [held] = idle;
    held?.resetAndDestroy();
    await passUntil('it is down', () => seen.includes('down'));
    end();
    server.close();
    open.forEach((socket) => socket.destroy());
    expect(evidence).toEqual(['hard', 'soft', 'soft']);
  });
});

describe('a monitored endpoint that refuses', () => {
  test('has a held connection again as soon as it answers', async () => {
    const port = await closedPort();
    const { monitor, end } = watch(port);
    // The connection is refused at once, after 100 and after 600 ms; without help it would be tried again after 2600 ms.
    await pass(800);
    const { server } = await webServer(60_000, port);
    await passUntil('it is up', () => monitor.endpointHealth()[0]?.health.status === 'up');
    await pass(150);
    const [oldest] = idle;
    await pass(150);
    // A probe has long asked by now; the held connection never does.
    expect(oldest && idle.has(oldest)).toBe(true);
    end();
    server.close();
    open.forEach((socket) => socket.destroy());
  });

  /** A port that nobody listens on. */
  const closedPort = async () => {
    const { server, port } = await webServer(60_000);
    await new Promise((closed) => server.close(closed));
    return port;
  };

  test('is down at once, and then probed no more often than one in doubt', async () => {
    const { seen, evidence, end } = watch(await closedPort());
    await passUntil('it is down', () => seen.includes('down'));
    expect(evidence).toEqual(['hard', 'hard']);
    await pass(1000);
    end();
    // Two at first, and every 50 ms, the interval in doubt.
    expect(evidence.length - 2).toBeGreaterThanOrEqual(19);
    expect(evidence.length - 2).toBeLessThanOrEqual(21);
  });

  test('needs three intervals with the profile of the thesis, which does not tell kinds of failure apart', async () => {
    const { seen, end } = watch(await closedPort(), { profile: 'baseline' });
    const took = await passUntil('it is down', () => seen.includes('down'));
    end();
    expect(took).toBeGreaterThanOrEqual(200);
    expect(took).toBeLessThanOrEqual(210);
  });
});
