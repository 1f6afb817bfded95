import { Fleet } from '../../../lib/fleet';
import { testbed } from '../testbed';

type Loose = Record<string, any>;
const broken = (change: (description: Loose) => void) => {
  const description = testbed() as Loose;
  change(description);
  return Fleet.examine(description).findings.filter((finding) => finding.severity === 'error');
};

describe('reading a description', () => {
  test('finds nothing wrong with the testbed', () => {
    expect(broken(() => undefined)).toEqual([]);
  });

  test('suggests the nearest key for an unknown one', () => {
    const [finding] = broken((fleet) => (fleet.sites['mec-1'].uplink = []));
    expect(finding).toMatchObject({ rule: 'schema', path: 'sites.mec-1.uplink', remedy: "Did you mean 'uplinks'?" });
  });

  test('tells the unit that a time lacks', () => {
    const [finding] = broken((fleet) => (fleet.sites['mec-1'].timers = { hold: '3' }));
    expect(finding).toMatchObject({ path: 'sites.mec-1.timers.hold', value: '3', allowed: expect.stringContaining('50ms') });
  });

  test('looks into the alternative that was meant', () => {
    const [finding] = broken((fleet) => (fleet.sites['mec-1'].uplinks = [{ to: 'isp-x/pe-1', gtsm: 'yes' }]));
    expect(finding).toMatchObject({ path: 'sites.mec-1.uplinks[0].gtsm', value: 'yes', allowed: 'a boolean' });
  });

  test('tells schema and rule findings together, each at its own place', () => {
    const findings = broken((fleet) => {
      fleet.sites['mec-1'].uplinks = [5, { to: 'isp-x/pe-9' }];
      fleet.services.sensors.vip = '12.1.1.1';
      fleet.networks['isp-x'].preset = 'slow';
      fleet.sites['mec-3'].as = 'x';
    });
    expect(findings.map((finding) => finding.path)).toEqual(
      expect.arrayContaining(['sites.mec-1.uplinks[0]', 'services.sensors.vip', 'networks.isp-x.preset', 'sites.mec-3.as']),
    );
  });

  test.each([
    ['a name that cannot be used', (fleet: Loose) => (fleet.name = 'Not A Name'), 'name'],
    ['no name', (fleet: Loose) => delete fleet.name, 'name'],
    ['no pools', (fleet: Loose) => delete fleet.pools, 'pools'],
  ])('judges the rest of a fleet with %s', (_, change, path) => {
    const findings = broken((fleet) => {
      change(fleet);
      fleet.sites['mec-1'].uplinks = ['isp-x/pe-9'];
    });
    expect(findings.map((finding) => finding.path)).toEqual([path, 'sites.mec-1.uplinks[0]']);
  });

  test('keeps the place of a list entry whose neighbour was taken out', () => {
    const findings = broken((fleet) => (fleet.sites['mec-1'].uplinks = [5, { to: 'isp-x/pe-9' }]));
    expect(findings.map((finding) => finding.path)).toContain('sites.mec-1.uplinks[1].to');
  });

  test.each(['password', 'pasword', 'hostPassword'])('never shows what stands at %s', (key) => {
    const findings = broken((fleet) => (fleet.sites['mec-1'].uplinks = [{ to: 'isp-x/pe-1', [key]: ['hunter2'] }]));
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test.each([undefined, null, 5, 'fleet', [], {}, { name: 'x' }])('of %j gives findings and no crash', (input) => {
    expect(Fleet.examine(input).findings.length).toBeGreaterThan(0);
  });
});
