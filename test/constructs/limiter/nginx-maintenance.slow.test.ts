import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nginxConfig } from '../../../lib/constructs/limiter/nginx-config';
import type { NginxConfigOptions } from '../../../lib/constructs/limiter/nginx-config';
import { maintenanceFiles } from '../../../lib/constructs/limiter/nginx-maintenance';
import { accepted, answer, nginxFolder, RunningNginx } from './running-nginx';

const directory = nginxFolder();
const text = 'Back at 14:00.\n"$host" {\\}; ä';
const maintenance = { active: true, retryAfter: '2min', text } as const;
const usual: NginxConfigOptions = {
  limit: { perClient: '60r/m', burst: 0, maintenance, clients: { deny: ['192.0.2.0/24'], unlimited: ['203.0.113.0/24'] } },
  // Nobody listens there.
  upstream: { host: '127.0.0.1', port: 1 },
  port: 18780,
  healthPort: 18781,
  ipv6: false,
  runDirectory: directory,
  configDirectory: directory,
};

describe('the NGINX configuration with maintenance', () => {
  test.each<[string, Partial<NginxConfigOptions['limit']>]>([
    ['all of it', {}],
    ['nothing said', { maintenance: { active: true } }],
    ['TLS', { tls: { secret: 'a' } }],
  ])('is accepted by nginx -t with %s', (_, limit) =>
    expect(() => accepted(directory, nginxConfig({ ...usual, limit: { ...usual.limit, ...limit } }))).not.toThrow(),
  );

  test('is as it was where it is not active', () => {
    const limit = { perClient: '60r/m' };
    const inactive = { ...limit, maintenance: { ...maintenance, active: false } };
    expect(nginxConfig({ ...usual, limit: inactive })).toBe(nginxConfig({ ...usual, limit }));
    expect(maintenanceFiles(inactive.maintenance)).toEqual({});
  });

  test('holds nothing of the text', () => expect(nginxConfig(usual)).not.toMatch(/14:00|ä/));

  test('asks clients to come again in five minutes where nothing is said', () =>
    expect(nginxConfig({ ...usual, limit: { perClient: '1r/s', maintenance: { active: true } } })).toContain('Retry-After 300 '));
});

describe('NGINX in maintenance', () => {
  let nginx: RunningNginx;
  const ask = (headers: Record<string, string>, path = '/', method = 'GET') =>
    answer({ port: usual.port, path, method, headers: { 'X-Test-Client': '203.0.113.1', ...headers } });

  beforeAll(async () => {
    for (const [name, content] of Object.entries(maintenanceFiles(maintenance))) writeFileSync(join(directory, name), content);
    // The test plays many clients: it tells its address in a header.
    const config = nginxConfig(usual).replace('http {', 'http {\n  set_real_ip_from 127.0.0.1;\n  real_ip_header X-Test-Client;');
    nginx = await RunningNginx.start(directory, config, usual.healthPort);
  });
  afterAll(() => nginx.stop());

  test.each([
    ['a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['a program that takes anything', '*/*'],
    ['somebody who says nothing', undefined],
  ])('tells %s the text, and when to come again', async (_, accept) => {
    const { status, headers, body } = await ask(accept === undefined ? {} : { Accept: accept });
    expect([status, body]).toEqual([503, `${text}\n`]);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'retry-after': '120',
      'cache-control': 'no-store',
      vary: 'Accept',
    });
  });

  test.each(['application/json', 'Application/JSON;q=1', 'application/problem+json', 'text/html, application/vnd.a.b-c+json'])(
    'tells who takes %s a problem as RFC 9457 has it',
    async (accept) => {
      const { status, headers, body } = await ask({ Accept: accept });
      expect(status).toBe(503);
      expect(JSON.parse(body)).toEqual({ title: 'Service Unavailable', status: 503, detail: text });
      expect(headers).toMatchObject({
        'content-type': expect.stringMatching(/^application\/problem\+json/),
        'retry-after': '120',
      });
    },
  );

  test.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('answers %s of any path', async (method) =>
    expect(await ask({}, '/a/b?c', method)).toMatchObject({ status: 503, body: `${text}\n` }),
  );

  test.each(['/-/maintenance/nginx.conf', '/-/maintenance/maintenance.txt', '/-/maintenance/../nginx.conf'])(
    'shows nobody %s',
    async (path) => expect((await ask({}, path)).body).not.toMatch(/worker_processes/),
  );

  test('refuses who is denied, and limits who is limited, as before', async () => {
    expect((await ask({ 'X-Test-Client': '192.0.2.1' })).status).toBe(403);
    const limited = [await ask({ 'X-Test-Client': '198.51.100.1' }), await ask({ 'X-Test-Client': '198.51.100.1' })];
    expect(limited.map(({ status }) => status)).toEqual([503, 429]);
  });

  test.each(['/', '/healthz', '/-/alive'])('is healthy at %s, though the workload is gone', async (path) => {
    const { status } = await answer({ port: usual.healthPort, path });
    expect(status).toBeLessThan(300);
  });
});
