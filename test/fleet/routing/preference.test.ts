import { Fleet } from '../../../lib/fleet';
import { testbed } from '../testbed';

const orders = (fleet: Fleet) =>
  Object.fromEntries(fleet.preferences('sensors').map(({ client, order }) => [client, order.map((entry) => entry.site)]));

describe('the order of preference', () => {
  test('is that of the thesis from UPF-1: nearest by IGP cost, the cloud in the other AS last', () => {
    expect(orders(Fleet.from(testbed()))['upf-1']).toEqual(['mec-1', 'mec-2', 'mec-3', 'mec-4', 'cloud']);
  });

  test('predicts the AS paths of the thesis', () => {
    const order = Fleet.from(testbed()).preferences('sensors')[0]!.order;
    expect(order.map((entry) => entry.asPath)).toEqual([
      [64512],
      [64500, 65534, 64512],
      [64500, 64514, 64512],
      [64500, 64513, 64512],
      [64500, 64501, 64515, 64512],
    ]);
  });

  test('predicts 12 ms both ways for each backbone router crossed', () => {
    const order = Fleet.from(testbed()).preferences('sensors')[0]!.order;
    expect(order.map((entry) => entry.roundTripMs)).toEqual([0, 48, 72, 96, 84]);
  });

  test('follows the cost of links', () => {
    const description = testbed();
    description.networks['isp-x']!.links![2] = { ends: ['p-2', 'pe-2'], cost: 1000 };
    expect(orders(Fleet.from(description))['upf-1']).toEqual(['mec-1', 'mec-3', 'mec-4', 'mec-2', 'cloud']);
  });

  test('begins at the nearest other site where the own one does not serve', () => {
    const description = testbed();
    description.services!['sensors']!.sites = ['mec-3', 'mec-4', 'cloud'];
    expect(orders(Fleet.from(description))['upf-1']).toEqual(['mec-3', 'mec-4', 'cloud']);
  });

  test("is that of the reflector behind the client's own site: it hands on what is nearest to itself", () => {
    const description = testbed();
    description.networks['isp-x']!.ibgp = { routeReflectors: ['x-1'] };
    const ofReflector = ['mec-2', 'mec-1', 'mec-3', 'mec-4', 'cloud'];
    const behind = (own: string) => [own, ...ofReflector.filter((site) => site !== own)];
    expect(orders(Fleet.from(description))).toMatchObject({
      'upf-1': behind('mec-1'),
      'upf-2': behind('mec-2'),
      'upf-3': behind('mec-3'),
      'upf-4': behind('mec-4'),
    });
    // In a full mesh every PE sees all, and takes what is nearest to itself.
    expect(orders(Fleet.from(testbed()))['upf-4']).toEqual(['mec-4', 'mec-3', 'mec-2', 'mec-1', 'cloud']);
  });

  test('stops at the depth asked for', () => {
    expect(Fleet.from(testbed()).preferences('sensors', { depth: 2 })[0]!.order).toHaveLength(2);
  });
});
