import { Fleet } from '../../../lib/fleet';
import { promisedMs } from '../../../lib/fleet/budget/budget';
import { testbed } from '../testbed';

const caseOf = (fleet: Fleet, name: string, border?: 'frr' | 'bird') =>
  fleet.budget('mec-1', border).cases.find((entry) => entry.case === name)!;

describe('the failover budget', () => {
  test('loses nothing on a drain or withdraw: the old path serves until the new one stands', () => {
    expect(caseOf(Fleet.from(testbed()), 'drain').outageMs).toBe(0);
    expect(caseOf(Fleet.from(testbed()), 'withdraw').outageMs).toBe(0);
  });

  test('of the loss of all hosts is BFD detection, three decisions of FRR and one installation', () => {
    expect(caseOf(Fleet.from(testbed()), 'all-hosts-loss').convergedMs).toBe(150 + 3 * 50 + 10);
  });

  test('shrinks with a BIRD border', () => {
    expect(caseOf(Fleet.from(testbed()), 'all-hosts-loss', 'bird').convergedMs).toBe(150 + 1 + 50 + 1 + 1);
  });

  test('counts the hold time where BFD is off', () => {
    const description = testbed();
    description.sites['mec-1']!.bfd = false;
    expect(caseOf(Fleet.from(description), 'host-loss').phases[0]).toEqual({
      name: expect.stringContaining('hold time'),
      ms: 3000,
    });
  });

  test('has no loss of one host among several where there is one host', () => {
    const description = testbed();
    description.sites['mec-1']!.hosts = 1;
    expect(caseOf(Fleet.from(description), 'host-loss')).toBeUndefined();
  });

  test('holds the debounce of the FRR modes', () => {
    const description = testbed();
    description.sites['mec-1']!.metallb = { mode: 'frr-k8s' };
    expect(promisedMs(Fleet.from(description).site('mec-1'))).toBeGreaterThan(6000);
    expect(promisedMs(Fleet.from(testbed()).site('mec-1'))).toBeLessThan(400);
  });
});
