import { Fleet } from '../../../../lib/fleet';
import type { FleetDescription } from '../../../../lib/fleet';
import { testbed } from '../../testbed';

/** What is said of mec-1 with these values about the loss of a border. */
function saidOf(values: Partial<FleetDescription['sites'][string]>, services: FleetDescription['services'] = {}) {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, ...values };
  description.services = { ...description.services, ...services };
  return Fleet.examine(description)
    .findings.filter(({ rule, path }) => rule === 'border-loss-leaves-no-path' && path.startsWith('sites.mec-1.'))
    .map(({ value, message, remedy }) => ({ value, message, remedy }));
}

describe('the loss of a border router', () => {
  test('is nothing to remark where another one has an uplink', () => {
    expect(saidOf({ borders: 2, uplinks: ['isp-x/pe-1', 'isp-x/pe-2'] })).toEqual([]);
  });

  test('cuts the clients off where there is one', () => {
    expect(saidOf({})).toEqual([
      {
        value: 'mec-1/border-1',
        message: 'When mec-1/border-1 is lost, upf-1 has no path to sensors.',
        remedy: expect.stringContaining('Add a border router'),
      },
    ]);
  });

  test('leaves the own hosts alone where no other border has an uplink', () => {
    expect(saidOf({ borders: 2 })).toEqual([
      {
        value: 'mec-1/border-1',
        message:
          'When mec-1/border-1 is lost, upf-1 has no path to any other site: no other border router of mec-1 has an uplink.',
        remedy: expect.stringContaining('an uplink'),
      },
    ]);
  });

  test('loses a service of other sites where no other border has an uplink', () => {
    const elsewhere = { maps: { vip: '11.11.11.12', sites: ['mec-2', 'mec-3'] } };
    expect(saidOf({ borders: 2 }, elsewhere).map(({ message }) => message)).toEqual([
      'When mec-1/border-1 is lost, upf-1 has no path to maps.',
    ]);
  });
});
