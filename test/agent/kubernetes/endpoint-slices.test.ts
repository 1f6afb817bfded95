import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { parseConfiguration } from 'anycast-mec/contract';
import { ProbeScheduler } from '../../../agent/src/health/scheduler';
import { ServiceMonitor } from '../../../agent/src/health/service-monitor';
import { endpointsOf } from '../../../agent/src/kubernetes/endpoint-slices';
import type { EndpointSlice } from '../../../agent/src/kubernetes/endpoint-slices';
import { until } from '../equipment/until';

/** The slice of a family as the control plane writes it: [address, node], and whether the pod ends. */
const slice = (
  addressType: 'IPv4' | 'IPv6',
  ...pods: (readonly [address: string, node: string, ends?: boolean])[]
): EndpointSlice => ({
  metadata: { name: `a-${addressType.toLowerCase()}` },
  addressType,
  endpoints: pods.map(([address, nodeName, ends = false]) => ({
    addresses: [address],
    nodeName,
    conditions: { ready: !ends, serving: true, terminating: ends },
  })),
});
const addresses = (...slices: EndpointSlice[]) => endpointsOf(slices).map(({ address, host }) => `${address} at ${host}`);

describe('the endpoints of a Service', () => {
  test('are those of both families: a pod with two addresses is one of each', () =>
    expect(
      addresses(slice('IPv4', ['10.244.1.2', 'a'], ['10.244.2.2', 'b']), slice('IPv6', ['fd00::1:2', 'a'], ['fd00::2:2', 'b'])),
    ).toEqual(['10.244.1.2 at a', '10.244.2.2 at b', 'fd00::1:2 at a', 'fd00::2:2 at b']));

  test('are without pods that end, unless no other is left', () => {
    expect(addresses(slice('IPv4', ['10.244.1.2', 'a', true], ['10.244.1.3', 'a']))).toEqual(['10.244.1.3 at a']);
    expect(addresses(slice('IPv4', ['10.244.1.2', 'a', true]))).toEqual(['10.244.1.2 at a']);
  });

  test('are so in each family by itself: slices of the two are not written at one time', () =>
    expect(
      addresses(slice('IPv4', ['10.244.1.2', 'a', true], ['10.244.1.3', 'a']), slice('IPv6', ['fd00::1:2', 'a', true])),
    ).toEqual(['10.244.1.3 at a', 'fd00::1:2 at a']));
});

test('a host whose IPv4 is dead serves no more, though it answers in IPv6; the other host goes on', async () => {
  const listening = (host: string, port = 0) =>
    new Promise<ReturnType<typeof createServer>>((resolve) => {
      const server = createServer((socket) => socket.on('error', () => undefined).end()).listen(port, host, () =>
        resolve(server),
      );
    });
  const other = await listening('127.0.0.2');
  const { port } = other.address() as AddressInfo;
  const six = await listening('::1', port);
  const input = { name: 'a', namespace: 'a', vips: ['203.0.113.1', '2001:db8::1'], port: 80, protocol: 'TCP' };
  const health = { port, every: '50ms', hold: false };
  const { services } = parseConfiguration(JSON.stringify({ hosts: ['a', 'b'], services: [{ ...input, health }] }), 'agent.json');
  const scheduler = new ProbeScheduler(10);
  const monitor = new ServiceMonitor(services[0]!, scheduler, { onChange: () => undefined });
  try {
    // Nobody listens at 127.0.0.1, the address of the pod at host a.
    monitor.setEndpoints(endpointsOf([slice('IPv4', ['127.0.0.1', 'a'], ['127.0.0.2', 'b']), slice('IPv6', ['::1', 'a'])]));
    await until('both hosts are judged', () => {
      const verdicts = monitor.hostVerdicts();
      return verdicts.get('a')?.health === 'failed' && verdicts.get('b')?.health === 'healthy';
    });
    expect(monitor.hostVerdicts().get('a')?.reason).toMatch(/^IPv4: 1 of 1 endpoints down/);
    expect(monitor.endpointHealth().map(({ endpoint, health: { status } }) => `${endpoint.address} ${status}`)).toContain(
      '::1 up',
    );
    expect(monitor.verdict().health).toBe('healthy');
  } finally {
    monitor.stop();
    scheduler.stop();
    other.close();
    six.close();
  }
});
