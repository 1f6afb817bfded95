import { Fleet } from '../../../lib/fleet';
import { readDescription } from '../../../lib/fleet/description/read';
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

  test('tells which keys a group has that is none', () => {
    const [tls] = broken((fleet) => (fleet.services.sensors.health = { http: '/healthz', tls: true }));
    expect(tls).toMatchObject({
      path: 'services.sensors.health.tls',
      allowed: expect.stringMatching(/^a group of keys: .*serverName/),
    });
    const [uplink] = broken((fleet) => (fleet.sites['mec-1'].uplinks = [5]));
    expect(uplink?.allowed).toMatch(/a group of keys: to, /);
  });

  test('tells the unit that a time lacks', () => {
    const [finding] = broken((fleet) => (fleet.sites['mec-1'].timers = { hold: '3' }));
    expect(finding).toMatchObject({ path: 'sites.mec-1.timers.hold', value: '3', allowed: expect.stringContaining('50ms') });
  });

  test('looks into the alternative that was meant', () => {
    const [finding] = broken((fleet) => (fleet.sites['mec-1'].uplinks = [{ to: 'isp-x/pe-1', gtsm: 'yes' }]));
    expect(finding).toMatchObject({ path: 'sites.mec-1.uplinks[0].gtsm', value: 'yes', allowed: 'true or false' });
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

describe('the remedy of what the schema refuses', () => {
  const first = (change: (fleet: Loose) => void) => broken(change)[0];

  test.each(['<<', 'subnet', 'x'])('guesses no key for %s, which is like none', (key) => {
    expect(first((fleet) => (fleet.sites['mec-1'][key] = {}))?.remedy).toBe('Take it out.');
  });

  test.each([
    ['vipp', 'vip'],
    ['port', 'port'],
    ['healt', 'health'],
  ])('guesses for %s', (key, meant) => {
    if (key === meant) return expect(first((fleet) => (fleet.services.sensors[key] = 80))).toBeUndefined();
    expect(first((fleet) => (fleet.services.sensors[key] = {}))?.remedy).toBe(`Did you mean '${meant}'?`);
  });

  test('puts text that YAML reads as a number in quotes', () => {
    const finding = first((fleet) => (fleet.services.sensors.workload = { image: 'x', args: ['--port', 8080] }));
    expect(finding).toMatchObject({ path: 'services.sensors.workload.args[1]', remedy: "Put it in quotes: '8080'." });
  });

  test('of nothing at all names the description', () => {
    expect(Fleet.examine(null).findings[0]?.message).toBe('The description has a value that cannot be used.');
  });

  test('says where a finding cannot be acknowledged', () => {
    const found = broken((fleet) => {
      fleet.services.sensors.vip = '12.0.0.1';
      fleet.acknowledge = [{ rule: 'vip-outside-pools', at: 'services.sensors', reason: 'x' }];
    });
    expect(found[0]?.remedy).toMatch(/It cannot be acknowledged: it would not work\.$/);
  });
});

describe('what is read', () => {
  const read = (change: (fleet: Loose) => void) => {
    const fleet = testbed() as Loose;
    change(fleet);
    const before = JSON.stringify(fleet);
    const reading = readDescription(fleet);
    expect(JSON.stringify(fleet)).toBe(before);
    return reading;
  };
  const without = (change: (fleet: Loose) => void): unknown => {
    const fleet = testbed() as Loose;
    change(fleet);
    return fleet;
  };

  test('is the description itself, where nothing is wrong', () => {
    const { findings, description, takenOut, originalPath } = read(() => undefined);
    expect({ findings, description, takenOut }).toEqual({ findings: [], description: testbed(), takenOut: [] });
    expect(originalPath('sites.a.uplinks[3]')).toBe('sites.a.uplinks[3]');
  });

  test.each<[string, (fleet: Loose) => void, (fleet: Loose) => void, string[]]>([
    ['a value', (f) => (f.sites['mec-1'].promise = 5), () => undefined, ['sites.mec-1.promise']],
    ['an unknown key', (f) => (f.sites['mec-1'].subnet = 5), () => undefined, []],
    [
      'a value that its site needs',
      (f) => (f.sites['mec-1'].as = 'x'),
      (f) => delete f.sites['mec-1'],
      ['sites.mec-1.as', 'sites.mec-1'],
    ],
    ['a value that is missing', (f) => delete f.sites['mec-1'].as, (f) => delete f.sites['mec-1'], ['sites.mec-1']],
    ['the name', (f) => (f.name = 5), (f) => (f.name = 'unnamed'), ['name']],
    ['all pools', (f) => delete f.pools, (f) => (f.pools = {}), ['pools']],
    ['all networks', (f) => (f.networks = 5), (f) => (f.networks = {}), ['networks']],
    ['all sites', (f) => (f.sites = []), (f) => (f.sites = {}), ['sites']],
    ['all services', (f) => (f.services = 5), (f) => delete f.services, ['services']],
    [
      'several entries of a list',
      (f) => (f.sites['mec-1'].uplinks = [5, 'isp-x/pe-1', 6, 7, 'isp-x/pe-2']),
      (f) => (f.sites['mec-1'].uplinks = ['isp-x/pe-1', 'isp-x/pe-2']),
      ['sites.mec-1.uplinks[3]', 'sites.mec-1.uplinks[2]', 'sites.mec-1.uplinks[0]'],
    ],
    [
      'more than ten entries',
      (f) => (f.sites['mec-1'].uplinks = [...Array<number>(12).fill(5), 'isp-x/pe-1']),
      (f) => (f.sites['mec-1'].uplinks = ['isp-x/pe-1']),
      Array.from({ length: 12 }, (_, index) => `sites.mec-1.uplinks[${11 - index}]`),
    ],
    [
      'an entry whose only member fell',
      (f) => (f.sites['mec-1'].uplinks = [{ to: 5 }, 'isp-x/pe-1']),
      (f) => (f.sites['mec-1'].uplinks = ['isp-x/pe-1']),
      ['sites.mec-1.uplinks[0].to', 'sites.mec-1.uplinks[0]'],
    ],
    [
      'what stands under a name that is misspelt',
      (f) => ((f.sites['mec-1'].asn = 5), delete f.sites['mec-1'].as),
      (f) => delete f.sites['mec-1'],
      ['sites.mec-1.as', 'sites.mec-1'],
    ],
    ['a key that is misspelt beside the right one', (f) => (f.sites['mec-1'].asn = 5), () => undefined, []],
  ])('is the rest where the schema refuses %s', (_, change, expected, paths) => {
    const { description, takenOut } = read(change);
    expect(description).toEqual(without(expected));
    expect(takenOut).toEqual(paths);
  });

  test('has its places from what was given', () => {
    const { originalPath } = read((f) => (f.sites['mec-1'].uplinks = [5, { to: 'isp-x/pe-1' }, 6, 'isp-x/pe-2']));
    expect(['[0].to', '[1]', '[9]'].map((at) => originalPath(`sites.mec-1.uplinks${at}`))).toEqual(
      ['[1].to', '[3]', '[9]'].map((at) => `sites.mec-1.uplinks${at}`),
    );
    expect(['sites.mec-1', 'none.of[2].them', ''].map(originalPath)).toEqual(['sites.mec-1', 'none.of[2].them', '']);
  });

  test.each([5, 'x', null, undefined, []])('is nothing where there is no group of keys: %j', (input) => {
    const reading = readDescription(input);
    expect(reading.description).toBeUndefined();
    expect(reading.findings).toMatchObject([{ rule: 'schema', path: '' }]);
    expect(reading.originalPath('a[1]')).toBe('a[1]');
  });

  test('has a key told that would be lost, once', () => {
    const sites = JSON.parse('{"__proto__": {"as": 5}}') as object;
    for (const other of [{}, { name: 5 }]) {
      const { findings } = readDescription({ ...testbed(), ...other, sites });
      expect(findings.filter(({ path }) => path === 'sites.__proto__')).toHaveLength(1);
    }
  });

  test('has what stands in the file told, where YAML reads another number', () => {
    const fleet = testbed() as Loose;
    fleet.name = 1;
    expect(readDescription(fleet, new Map([['name', '1.0']])).findings[0]).toMatchObject({ path: 'name', value: '1.0' });
    expect(readDescription(fleet).findings[0]).toMatchObject({ path: 'name', value: 1 });
  });
});
