import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { experimentOf, experiments } from '../../../lab/src/experiments';
import { adHoc } from '../../../lab/src/experiments/ad-hoc';
import { faults as known } from '../../../lab/src/faults';
import { servingHost } from '../../../lab/src/measure/serving-host';

const example = (name: string) => Fleet.load(join(__dirname, '../../../examples', name, 'fleet.yaml'));
const testbed = example('thesis-testbed');
const names = experiments.map((experiment) => experiment.name);

/** A fleet whose only client network hangs on a site that does not serve: nothing is near. */
const remote = Fleet.from({
  name: 'remote',
  pools: { apps: '203.0.113.0/24' },
  plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
  networks: {
    isp: {
      as: 64600,
      routers: { 'pe-1': 'pe', 'pe-2': 'pe', 'pe-3': 'pe' },
      links: [
        ['pe-1', 'pe-2'],
        ['pe-2', 'pe-3'],
      ],
    },
  },
  sites: {
    'mec-1': { as: 64701, uplinks: [{ to: 'isp/pe-1' }], clients: ['ran'] },
    'mec-2': { as: 64702, uplinks: [{ to: 'isp/pe-2' }] },
    'mec-3': { as: 64703, uplinks: [{ to: 'isp/pe-3' }] },
  },
  services: { hello: { vip: '203.0.113.1', sites: ['mec-2', 'mec-3'], workload: { image: 'registry.example/hello:1.0' } } },
});

test('experiments are found by name, and an unknown name lists those that there are', () => {
  expect(experimentOf('drain').name).toBe('drain');
  expect(() => experimentOf('flood')).toThrow(`there is no experiment 'flood'; there are: ${names.join(', ')}`);
});

describe.each(names.filter((name) => name !== 'single-loss'))('%s in the testbed of the thesis', (name) => {
  const experiment = experimentOf(name);
  const cells = experiment.cells({ fleet: testbed });

  test('has cells, unless it measures no fault', () => {
    expect(cells.length > 0).toBe(experiment.kind !== 'latency');
  });

  test('uses verbs that exist, and targets and budgets that the fleet has', () => {
    for (const cell of cells) {
      for (const { verb } of [...cell.faults, ...cell.setUp]) expect(known.map((entry) => entry.name)).toContain(verb);
      for (const { target } of cell.faults) {
        const [site = ''] = target.startsWith(servingHost) ? [cell.first] : target.split('/');
        expect(() => testbed.site(site)).not.toThrow();
      }
      if (cell.budget) {
        const { site, case: wanted } = cell.budget;
        expect(testbed.budget(site).cases.map((entry) => entry.case)).toContain(wanted);
      }
    }
  });

  test('expects what the Fleet predicts', () => {
    for (const cell of cells) {
      const [at, client] = cell.client.split('/');
      const order = testbed.preferences('sensors').find((entry) => entry.at === at && entry.client === client)?.order ?? [];
      const left = order.map((entry) => entry.site).filter((site) => !cell.setUp.some((fault) => fault.target === site));
      expect(cell.first).toBe(left[0]);
      if (cell.next !== undefined) expect(cell.next).toBe(left[1]);
    }
  });
});

test('where no client is near its site, a failover is refused with what is missing', () => {
  expect(() => experimentOf('withdraw').cells({ fleet: remote })).toThrow('with 1 other sites behind it');
  expect(() => experimentOf('border-loss').cells({ fleet: example('minimal') })).toThrow('other sites behind it');
});

describe('any fault', () => {
  test('is expected to move clients to the next site', () => {
    expect(adHoc({ verb: 'drain', target: 'mec-1' }).cells({ fleet: testbed })).toMatchObject([
      { client: 'mec-1/upf-1', first: 'mec-1', after: 'other-site', next: 'mec-2' },
    ]);
  });

  test('or to change nothing, or to leave nobody, as is said', () => {
    const after = (expect: string) => adHoc({ verb: 'app-hang', target: 'mec-1', expect }).cells({ fleet: testbed })[0]?.after;
    expect([after('same'), after('nobody'), after('mec-3')]).toEqual(['same', 'nobody', 'other-site']);
  });

  test('of one service is measured by that, of more by the service of the lab, unless told', () => {
    const fleet = example('ports');
    const asked = (verb: string, target: string, service?: string) =>
      adHoc({ verb, target, ...(service !== undefined && { service }) }).cells({ fleet })[0]?.service;
    expect(asked('app-kill', 'mec-1/broker')).toBe('broker');
    expect(asked('app-kill', 'mec-1/host-1/web')).toBe('web');
    expect([asked('app-kill', 'mec-1'), asked('app-kill', 'mec-1/host-1')]).toEqual([undefined, undefined]);
    expect(asked('host-power-off', 'mec-1/host-1', 'resolver')).toBe('resolver');
    expect(() => asked('drain', 'mec-1', 'nothing')).toThrow('nothing');
  });

  test('is asked about by a client whom the site that it hits answers, and moves that one to the next site', () => {
    const hit = (target: string) => {
      const [cell] = adHoc({ verb: 'x', target }).cells({ fleet: testbed });
      return [cell?.client, cell?.first];
    };
    for (const target of [
      'mec-3',
      'mec-3/sensors',
      'mec-3/host-1',
      'mec-3/border-1',
      'mec-3/border-1:uplink0',
      'isp-y/pe-1--mec-3/border-1',
    ])
      expect(hit(target)).toEqual(['mec-3/upf-3', 'mec-3']);
    for (const target of ['isp-x/pe-1', 'ixp']) expect(hit(target)).toEqual(['mec-1/upf-1', 'mec-1']);
  });

  test('at a site without clients of its own is asked about by one whom it answers from afar', () => {
    expect(adHoc({ verb: 'withdraw', target: 'mec-2' }).cells({ fleet: remote })).toMatchObject([
      { client: 'mec-1/ran', first: 'mec-2', next: 'mec-3' },
    ]);
  });

  test('at a site that answers nobody first is refused, unless it is said what is expected', () => {
    const cells = (expect?: string, client?: string) =>
      adHoc({ verb: 'drain', target: 'mec-3', ...(expect && { expect }), ...(client && { client }) }).cells({ fleet: remote });
    expect(() => cells()).toThrow(
      'mec-3 answers no client network first: nobody would notice; remedy: --expect same, or a --client',
    );
    expect(cells('same', 'mec-1/ran')).toMatchObject([{ client: 'mec-1/ran', first: 'mec-2', after: 'same' }]);
  });

  test('at a client that does not exist is refused', () => {
    expect(() => adHoc({ verb: 'drain', target: 'mec-1', client: 'mec-1/nowhere' }).cells({ fleet: testbed })).toThrow(
      "no client network 'mec-1/nowhere'; there are: mec-1/upf-1",
    );
  });
});
