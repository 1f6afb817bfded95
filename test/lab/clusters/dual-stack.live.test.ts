import { join } from 'node:path';
import { describeNeeding } from '../../real/network/requirements';
import { withoutClusters } from './needs';
import { RunningClusters } from './running-clusters';

jest.setTimeout(400_000);
// A shared machine stands still now and then, and a kubelet with it. What failed first is printed.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeNeeding("a cluster of both families with MetalLB's mode frr", withoutClusters(), () => {
  const clusters = new RunningClusters();

  // It is ready when clients are answered at all VIPs, as the fleet predicts.
  beforeAll(() => clusters.start({ agent: false, fleetFile: join(__dirname, 'dual-stack.yaml') }));
  afterAll(() => clusters.close());

  test.each(['203.0.113.1', '[2001:db8:a::1]'])('answers at %s', async (vip) => {
    await expect(clusters.answers('mec-1', vip)).resolves.toEqual(Array(4).fill('mec-1/host-1'));
  });

  test('has a Service of both families, whose pods have an address of each', async () => {
    const { out } = await clusters.kubectl('mec-1', ['get', 'pods', '-n', 'hello', '-o', 'json']);
    const { items } = JSON.parse(out) as { items: { status: { podIPs: { ip: string }[] } }[] };
    expect(items.map(({ status }) => status.podIPs.map(({ ip }) => ip.includes(':')))).toEqual([[false, true]]);
  });

  test.each([
    ['10.1.1.77', '/24', '10.1.1.1'],
    ['2001:db8:3:1::77', '/64', '2001:db8:3:1::1'],
  ])('speaks BGP and BFD from the addresses of the fleet where its packets come from %s', async (other, length, border) => {
    expect(await clusters.addAddress('mec-1/host-1', `${other}${length}`, border)).toBe(other);
    // One after the other: without its bgpd the whole pod starts anew.
    for (const verb of ['bgp-daemon-kill', 'bfd-daemon-kill']) {
      await clusters.during(verb, 'mec-1/host-1', () => Promise.resolve());
      await clusters.asPredicted();
    }
  });

  test.each(['speaker-kill', 'bgp-daemon-kill', 'bfd-daemon-kill'])('is itself again after %s', async (verb) => {
    await clusters.during(verb, 'mec-1/host-1', () => Promise.resolve());
    await clusters.asPredicted();
  });
});
