import type { FleetDescription } from '../../lib';
import { Fleet } from '../../lib/fleet';
import { pictureOf } from '../../lib/graph/picture';
import type { Picture } from '../../lib/graph/picture';

/** A fleet of two networks; the place of a site decides its uplinks. */
function fleetOf(sites: number, uplinks: (place: number) => readonly string[], pes = 3): Fleet {
  const routers = Array.from({ length: pes }, (_, index) => `pe-${index + 1}`);
  const network = (as: number) => ({
    as,
    routers: Object.fromEntries(routers.map((name) => [name, 'pe' as const])),
    links: routers.slice(1).map((name): [string, string] => ['pe-1', name]),
  });
  return Fleet.from({
    name: 'large',
    pools: { apps: '198.51.100.0/24' },
    plan: {
      hosts: '10.0.0.0/12',
      clients: '10.16.0.0/12',
      links: '10.32.0.0/14',
      loopbacks: '10.36.0.0/16',
      exchanges: '10.40.0.0/24',
    },
    networks: { a: network(64600), b: network(64601) },
    exchanges: { ix: { members: ['a/pe-1', 'b/pe-1', 'b/pe-2'] } },
    sites: Object.fromEntries(
      Array.from({ length: sites }, (_, place): [string, FleetDescription['sites'][string]] => [
        `mec-${place + 1}`,
        { as: 4_200_000_000 + place, uplinks: [...uplinks(place)] },
      ]),
    ),
    services: { hello: { vip: '198.51.100.1', workload: { image: 'registry.example/hello:1.0' } } },
  });
}

const nodesOf = ({ boxes, loose }: Picture) => [...boxes.flatMap((box) => box.nodes), ...loose];
const alternating = (place: number) => [`a/pe-${(place % 3) + 1}`, `b/pe-${(place % 3) + 1}`];

test('of a hundred sites each is a node', () => {
  expect(nodesOf(pictureOf(fleetOf(100, alternating))).filter(({ kind }) => kind === 'site')).toHaveLength(100);
});

test('of more sites, those with equal uplinks are one node that says how many they are', () => {
  const picture = pictureOf(fleetOf(300, alternating));
  const sites = nodesOf(picture).filter(({ kind }) => kind === 'site');
  expect(sites.map(({ lines }) => lines)).toEqual([
    ['100 MEC sites', 'mec-1 ... mec-298', '100 borders, 200 hosts'],
    ['100 MEC sites', 'mec-2 ... mec-299', '100 borders, 200 hosts'],
    ['100 MEC sites', 'mec-3 ... mec-300', '100 borders, 200 hosts'],
  ]);
  const [first] = sites;
  expect(picture.edges.filter(({ from, to }) => [from, to].includes(first?.id ?? '')).map(({ from }) => from)).toEqual([
    'a/pe-1',
    'b/pe-1',
  ]);
});

test('a site with uplinks of its own stands beside the groups', () => {
  const picture = pictureOf(fleetOf(120, (place) => (place === 7 ? ['a/pe-1'] : alternating(place))));
  expect(nodesOf(picture).find(({ lines }) => lines.includes('mec-8'))?.lines).toEqual([
    '1 MEC site',
    'mec-8',
    '1 border, 2 hosts',
  ]);
});

test('where the uplinks are too many kinds, or the routers too many, each network is a node, joined once to an exchange', () => {
  const many = [
    fleetOf(150, (place) => [`a/pe-${(place % 12) + 1}`, `b/pe-${(Math.floor(place / 12) % 12) + 1}`], 12),
    fleetOf(9, alternating, 60),
  ];
  for (const fleet of many) {
    const picture = pictureOf(fleet);
    expect(picture.boxes).toEqual([]);
    expect(nodesOf(picture).map(({ lines }) => lines[0])).toEqual(['a', 'b', 'ix', `${fleet.sites.length} MEC sites`]);
    expect(picture.edges).toHaveLength(4);
  }
});

test.each([20, 120])('every line of a fleet of %p sites joins two nodes, and no two nodes share an id', (sites) => {
  const picture = pictureOf(fleetOf(sites, alternating));
  const ids = nodesOf(picture).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { from, to } of picture.edges) expect([ids.includes(from), ids.includes(to)]).toEqual([true, true]);
});

test('sites that are asked for are drawn whole, and no other', () => {
  const fleet = fleetOf(300, alternating);
  const { boxes, compact } = pictureOf(fleet, { sites: new Set(['mec-7', 'mec-200']) });
  expect(compact).toBe(false);
  expect(boxes.map(({ id }) => id)).toEqual(['a', 'b', 'mec-7', 'mec-200']);
});
