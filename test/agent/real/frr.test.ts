import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrrVty } from 'anycast-mec/clients';
import { FrrActuator } from '../../../agent/src/actuators';
import type { RouteTarget } from '../../../agent/src/actuators';
import { describeNeeding } from '../../real/network/requirements';
import { until } from '../equipment/until';

const bgpd = '/usr/lib/frr/bgpd';
const missing = !existsSync(bgpd) ? `${bgpd} (make packages)` : process.getuid?.() === 0 ? undefined : 'root';
const target = { service: { key: 'sensors/sensors', vips: ['203.0.113.1', '203.0.113.2'] } } as unknown as RouteTarget;

describeNeeding('the actuator frr at a real bgpd', missing, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bgpd-'));
  const socket = join(folder, 'bgpd.vty');
  let daemon: ChildProcess;
  const actuator = new FrrActuator({ socket });

  beforeAll(async () => {
    chmodSync(folder, 0o777);
    const lines = ['router bgp 65001', ' bgp router-id 192.0.2.1', ' no bgp network import-check'];
    writeFileSync(join(folder, 'bgpd.conf'), lines.join('\n'));
    const files = ['-f', join(folder, 'bgpd.conf'), '-i', join(folder, 'bgpd.pid'), '--vty_socket', folder];
    // Without a kernel, a port and a vty of its own: nothing of the machine is touched.
    daemon = spawn(bgpd, [...files, '-P', '0', '-p', '0', '-n', '-S'], { stdio: 'ignore' });
    await until('bgpd answers', () => existsSync(socket));
  }, 30_000);
  afterAll(() => {
    daemon.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('announces, drains and withdraws, every time again, and sees that it did', async () => {
    // Announced again after a withdrawal: FRR does not do that for a prefix that a route-map's prefix list denied.
    for (const [act, seen] of [
      ['announce', 'announced'],
      ['drain', 'drained'],
      ['withdraw', 'withdrawn'],
      ['withdraw', 'withdrawn'],
      ['announce', 'announced'],
      ['drain', 'drained'],
      ['announce', 'announced'],
    ] as const) {
      await actuator[act](target);
      expect([act, actuator.observe(target)]).toEqual([act, seen]);
    }
  });

  test('sees a route that somebody took away', async () => {
    await actuator.announce(target);
    const vty = new FrrVty(socket);
    const networks = ['no network 203.0.113.1/32', 'no network 203.0.113.2/32'];
    await vty.configure(['router bgp 65001', 'address-family ipv4 unicast', ...networks]);
    vty.close();
    await until(
      'seen withdrawn',
      async () => {
        await actuator.refresh(target);
        return actuator.observe(target) === 'withdrawn';
      },
      5000,
    );
  });

  test('asks what it will after a change that is refused: it has left the configuration', async () => {
    const vty = new FrrVty(socket);
    await expect(vty.configure(['router bgp 65001', 'no such line'])).rejects.toMatchObject({ command: 'no such line' });
    await expect(vty.command('show bgp summary json')).resolves.toMatch(/^\{/);
    await expect(vty.command('no such command')).rejects.toThrow(/refused with status 2/);
    vty.close();
  });

  test('says that nobody listens', async () => {
    await expect(new FrrActuator({ socket: join(folder, 'nobody.vty') }).announce(target)).rejects.toThrow(
      /nobody.vty: 'enable': .*ENOENT/,
    );
  });
});
