import { Fleet } from '../../../../lib/fleet';
import type { Loose } from '../changes';
import { testbed } from '../../testbed';

const said = (values: Loose) => {
  const fleet: Loose = testbed();
  Object.assign(fleet.sites['mec-1'], values);
  return Fleet.examine(fleet)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
};
const two = { borders: 2, uplinks: ['isp-x/pe-1', 'isp-x/pe-1'] };

describe('an address that stands twice', () => {
  test.each<[string, Loose, string]>([
    [
      'both ends of an uplink',
      { uplinks: [{ to: 'isp-x/pe-1', addresses: { border: '192.0.2.1/30', pe: '192.0.2.1/30' } }] },
      '192.0.2.1 is the address of isp-x/pe-1 on the uplink of mec-1/border-1 and of mec-1/border-1 on the uplink to isp-x/pe-1 (sites.mec-1.uplinks[0]).',
    ],
    [
      'a border and the gateway that it may have',
      { ...two, gateway: '10.1.1.1' },
      '10.1.1.1 is the address of the gateway of mec-1 and of mec-1/border-1 in the host network (sites.mec-1.borders).',
    ],
    [
      'a border in a client network and the gateway there',
      { ...two, clients: [{ name: 'ran', prefix: '10.9.0.0/24', gateway: '10.9.0.2' }] },
      '10.9.0.2 is the address of the gateway of mec-1/ran and of mec-1/border-2 in ran (sites.mec-1.clients[0]).',
    ],
    [
      'two loopbacks',
      { borders: { a: { loopback: '172.29.0.1' }, b: { loopback: '172.29.0.1' } }, uplinks: ['isp-x/pe-1', 'isp-x/pe-1'] },
      '172.29.0.1 is the address of the loopback of mec-1/b and of the loopback of mec-1/a (sites.mec-1.borders.a).',
    ],
  ])('is told with both interfaces, and where the other one is described: %s', (_, values, message) => {
    expect(said(values)).toContain(`duplicate-address: ${message}`);
  });
});
