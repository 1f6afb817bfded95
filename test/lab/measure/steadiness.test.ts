import type { LiveWindow } from '../../../lab/src/probes';
import { Steadiness } from '../../../lab/src/measure/steadiness';

const isMec1 = (host: string) => host.startsWith('mec-1/');

/** The window number `index` of 100 ms. */
function window(index: number, answered: Record<string, number>): LiveWindow {
  return { stream: 'udp', fromNs: String(index * 1e8), toNs: String((index + 1) * 1e8), sent: 100, answered, failed: {} };
}

const good = { 'mec-1/host-1': 60, 'mec-1/host-2': 40 };

test('it waits for enough windows in a row that are answered whole', async () => {
  const steadiness = new Steadiness();
  const waiting = steadiness.wait(isMec1, 300, 0n, 5000);
  steadiness.feed(window(0, good));
  steadiness.feed(window(1, { 'mec-1/host-1': 99 }));
  for (const index of [2, 3, 4]) steadiness.feed(window(index, good));
  await expect(waiting).resolves.toBe(200_000_000n);
});

test('windows from before the moment that counts do not', async () => {
  const steadiness = new Steadiness();
  for (const index of [0, 1, 2, 3]) steadiness.feed(window(index, good));
  const waiting = steadiness.wait(isMec1, 200, 250_000_000n, 5000);
  for (const index of [4, 5]) steadiness.feed(window(index, good));
  await expect(waiting).resolves.toBe(300_000_000n);
});

test('answers of another site do not count', async () => {
  const steadiness = new Steadiness();
  for (const index of [0, 1, 2]) steadiness.feed(window(index, { 'mec-2/host-1': 100 }));
  await expect(steadiness.wait(isMec1, 200, 0n, 50)).resolves.toBeUndefined();
});

test('it names the host that answers most now', () => {
  const steadiness = new Steadiness();
  expect(steadiness.host()).toBeUndefined();
  steadiness.feed(window(0, good));
  steadiness.feed(window(1, { 'mec-1/host-1': 10, 'mec-1/host-2': 90 }));
  expect(steadiness.host()).toBe('mec-1/host-2');
});
