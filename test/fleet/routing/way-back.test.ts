import { Fleet } from '../../../lib/fleet';
import { networkOf } from '../../../lib/fleet/routing/destinations';
import { Losses } from '../../../lib/fleet/routing/state';
import { testbed } from '../testbed';

const fleetOf = (change: (fleet: any) => void) => {
  const description = testbed();
  change(description);
  return Fleet.from(description);
};

describe('a network of a site', () => {
  const originates = (borders: number, down: string[]) => {
    const fleet = fleetOf((description) => Object.assign(description.sites['mec-1'], { borders }));
    const site = fleet.site('mec-1');
    const losses = new Losses(fleet, { down });
    const of = (client?: (typeof site.clients)[number]) => {
      const { originated } = networkOf(site, 4, losses, client);
      return site.borders.filter((border) => originated(border)).map(({ name }) => name);
    };
    return { hosts: of(), clients: of(site.clients[0]) };
  };

  test('is originated by every border whose interface there is up, of several', () => {
    expect(originates(2, [])).toEqual({ hosts: ['border-1', 'border-2'], clients: ['border-1', 'border-2'] });
    expect(originates(2, ['mec-1/border-1:hosts0'])).toEqual({ hosts: ['border-2'], clients: ['border-1', 'border-2'] });
    expect(originates(2, ['mec-1/border-2:clients0'])).toEqual({ hosts: ['border-1', 'border-2'], clients: ['border-1'] });
  });

  test('is originated by a single border always', () => {
    expect(originates(1, ['mec-1/border-1:hosts0', 'mec-1/border-1:clients0'])).toEqual({
      hosts: ['border-1'],
      clients: ['border-1'],
    });
    expect(originates(1, ['mec-1/border-1'])).toEqual({ hosts: [], clients: [] });
  });

  test('is not originated by borders of other sites', () => {
    const fleet = fleetOf(() => undefined);
    const { originated } = networkOf(fleet.site('mec-1'), 4, new Losses(fleet, {}));
    expect(fleet.site('mec-2').borders.map((border) => originated(border))).toEqual([undefined]);
  });
});

describe('clients of a site with two borders, of which one has lost its link to them', () => {
  const answer = (uplinks: object[], down: string[]) =>
    fleetOf((description) => {
      Object.assign(description.sites['mec-1'], { borders: 2, uplinks });
      description.services.sensors.sites = ['mec-2', 'mec-3'];
    })
      .predict({ down })
      .answers('sensors')
      .find(({ at }) => at === 'mec-1')?.sites;
  const [first, second] = [
    { to: 'isp-x/pe-1', border: 'border-1' },
    { to: 'isp-x/pe-2', border: 'border-2' },
  ];

  test('are answered over the other border, or over the one without them where it alone has uplinks', () => {
    expect(answer([first, second], ['mec-1/border-1:clients0'])).toEqual(['mec-2']);
    expect(answer([first], ['mec-1/border-1:clients0'])).toEqual(['mec-2']);
  });

  test('get no answer where the border that has them lost its uplink: the other announces only what is on its own interfaces', () => {
    expect(answer([first, second], ['mec-1/border-1:clients0', 'mec-1/border-2:uplink0'])).toEqual([]);
  });
});
