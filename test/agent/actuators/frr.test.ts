import { FrrActuator } from '../../../agent/src/actuators';
import type { RouteTarget } from '../../../agent/src/actuators';
import { SpeakingDaemons } from '../../clients/daemons/speaking-daemon';

const daemons = new SpeakingDaemons();
afterAll(() => daemons.stop());

const vips = ['203.0.113.1', '2001:db8::1'];
const target = { service: { key: 'sensors/sensors', vips } } as unknown as RouteTarget;

/** An actuator at a server that speaks as FRR: it refuses what is named here, knows no route, and takes the rest. */
async function actuatorAt(name: string, refused: Readonly<Record<string, string>> = {}, configuration = 'router bgp 65001') {
  const connections = await daemons.start(name, { commandEnd: '\0' }, (command, { socket }) => {
    const refusal = Object.entries(refused).find(([start]) => command.startsWith(start))?.[1];
    const text = refusal ?? (command === 'show running-config' ? `!\n${configuration}\n!\n` : '');
    socket.write(`${text}\0\0\0${refusal === undefined ? '\0' : '\x0d'}`);
  });
  const asked = () => connections.flatMap((connection) => connection.asked);
  return { actuator: new FrrActuator({ socket: daemons.path(name) }), asked };
}

describe('the actuator frr', () => {
  test('changes each VIP in its family, in the AS that runs', async () => {
    const { actuator, asked } = await actuatorAt('changes');
    await actuator.withdraw(target);
    expect(asked().filter((command) => /^(router bgp|address-family|no network)/.test(command))).toEqual([
      'router bgp 65001',
      'address-family ipv4 unicast',
      'no network 203.0.113.1/32',
      'router bgp 65001',
      'address-family ipv6 unicast',
      'no network 2001:db8::1/128',
    ]);
    expect(actuator.observe(target)).toBe('withdrawn');
  });

  test('reads once where it is asked to while it reads, so that nothing waits behind many readings', async () => {
    const { actuator, asked } = await actuatorAt('reads');
    await Promise.all([actuator.refresh(target), actuator.refresh(target), actuator.refresh(target)]);
    expect(asked().filter((command) => command.startsWith('show bgp'))).toHaveLength(vips.length);
    await actuator.refresh(target);
    expect(asked().filter((command) => command.startsWith('show bgp'))).toHaveLength(2 * vips.length);
  });

  test('has withdrawn what FRR cannot find', async () => {
    const { actuator } = await actuatorAt('gone', { 'no network': "% Can't find static route specified" });
    await actuator.withdraw(target);
    expect(actuator.observe(target)).toBe('withdrawn');
  });

  test.each([
    ['of the withdrawal for something else', 'no network', '% BGP is stopped'],
    ['of the way to it, whatever its words', 'router bgp', '% BGP instance and AS number mismatch'],
  ])('tells a refusal %s', async (_, command, text) => {
    // What the path of the socket says is not what FRR says.
    const { actuator } = await actuatorAt(`exists and matches ${command}`, { [command]: text });
    await expect(actuator.withdraw(target)).rejects.toMatchObject({ name: 'DaemonError', said: text });
  });

  test('tells where FRR has no BGP', async () => {
    const { actuator } = await actuatorAt('no-bgp', {}, 'router ospf');
    await expect(actuator.withdraw(target)).rejects.toThrow(/no-bgp: FRR has no BGP instance; remedy: give it one, or frr.as/);
  });
});
