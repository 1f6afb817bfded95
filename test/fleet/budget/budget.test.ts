import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { promisedMs } from '../../../lib/fleet/budget/budget';
import { testbed } from '../testbed';

const caseOf = (fleet: Fleet, name: string, border?: 'frr' | 'bird') =>
  fleet.budget('mec-1', border).cases.find((entry) => entry.case === name)!;

describe('the failover budget', () => {
  test('loses nothing on a drain or withdraw: the old path serves until the new one stands', () => {
    expect(caseOf(Fleet.from(testbed()), 'drain').outageMs).toBe(0);
    expect(caseOf(Fleet.from(testbed()), 'withdraw').outageMs).toBe(0);
  });

  test('of a drain and a withdraw is the same way to the other site: MetalLB, three decisions of FRR and one installation', () => {
    const fleet = Fleet.from(testbed());
    expect(caseOf(fleet, 'withdraw').phases).toEqual(caseOf(fleet, 'drain').phases);
    expect(caseOf(fleet, 'withdraw').convergedMs).toBe(7 + 3 * 50 + 10);
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
      id: 'detection',
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

  describe('of a site with two borders', () => {
    const dual = (borders: number, change: (site: FleetDescription['sites'][string]) => void = () => undefined) => {
      const description = testbed();
      const site = { ...description.sites['mec-1']!, borders, uplinks: ['isp-x/pe-1', 'isp-x/pe-2'] };
      change(site);
      description.sites['mec-1'] = site;
      return Fleet.from(description);
    };

    test('knows how long its own clients wait for the gateway: three advertisements and the skew of the last border', () => {
      expect(caseOf(dual(2), 'gateway-loss')).toMatchObject({ convergedMs: 305, outageMs: 305 });
      expect(caseOf(dual(8), 'gateway-loss').convergedMs).toBe(Math.ceil(300 + (256 - 215) / 2.56));
    });

    test('knows no such case with one border, which nobody replaces', () => {
      expect(caseOf(dual(1), 'gateway-loss')).toBeUndefined();
    });

    test('takes the longer of what goes on at the same time: the PE with BFD, and the hosts, who wait for their gateway', () => {
      expect(caseOf(dual(1), 'border-loss').convergedMs).toBe(150 + 50 + 10);
      expect(caseOf(dual(2), 'border-loss').convergedMs).toBe(305);
      const slow = dual(2, (site) => (site.uplinks = [{ to: 'isp-x/pe-1', bfd: false }, 'isp-x/pe-2']));
      expect(caseOf(slow, 'border-loss').convergedMs).toBe(3000 + 50 + 10);
    });

    test.each([
      ['the first', [{ to: 'isp-x/pe-1', bfd: false }, 'isp-x/pe-2']],
      ['the second', ['isp-x/pe-1', { to: 'isp-x/pe-2', bfd: false }]],
    ] as const)('counts the slowest of several uplinks, %s', (_, uplinks) => {
      const { phases, convergedMs } = caseOf(
        dual(1, (site) => (site.uplinks = [...uplinks])),
        'uplink-loss',
      );
      expect([phases[0], convergedMs]).toEqual([
        { id: 'detection', name: expect.stringContaining('hold time'), ms: 3000 },
        3000 + 50 + 10,
      ]);
    });

    test('counts a decision of the other border before the loss of an uplink is over', () => {
      expect(caseOf(dual(2), 'uplink-loss').convergedMs).toBe(150 + 3 * 50 + 10);
      expect(caseOf(dual(1), 'uplink-loss').convergedMs).toBe(150 + 50 + 10);
      expect(caseOf(Fleet.from(testbed()), 'uplink-loss')).toBeUndefined();
    });
  });
});
