import { Fleet } from '../../../lib/fleet';
import { gatewayBorder, priorityOf, takeoverMs } from '../../../lib/fleet/redundancy/election';
import type { GatewayLoss } from '../../../lib/fleet/redundancy/election';
import { testbed } from '../testbed';

function siteWith(borders: number) {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, borders, clients: ['upf-1', 'upf-2'] };
  return Fleet.from(description).site('mec-1');
}

describe('the border that has the gateway of a network', () => {
  const site = siteWith(3);
  const [first, second] = site.clients;
  const networks = { lan: site, first: first!, second: second! };
  const cuts =
    (...lost: readonly (readonly [string, keyof typeof networks])[]): NonNullable<GatewayLoss['isCut']> =>
    (border, network) =>
      lost.some(([name, where]) => border.name === name && networks[where] === network);

  test.each<[string, GatewayLoss, keyof typeof networks, string | undefined]>([
    ['the first while nothing is lost', {}, 'lan', 'border-1'],
    ['the second when the first has no power', { isOff: ({ name }) => name === 'border-1' }, 'lan', 'border-2'],
    ['the second when the daemon of the first is dead', { isMute: ({ name }) => name === 'border-1' }, 'first', 'border-2'],
    ['the second in a network that the first has lost', { isCut: cuts(['border-1', 'first']) }, 'first', 'border-2'],
    ['the second in every other network, too', { isCut: cuts(['border-1', 'first']) }, 'lan', 'border-2'],
    [
      'the third when the first two have lost something',
      { isCut: cuts(['border-1', 'lan'], ['border-2', 'second']) },
      'first',
      'border-3',
    ],
    [
      'the one with the fewest faults when all have some',
      { isCut: cuts(['border-1', 'first'], ['border-1', 'second'], ['border-2', 'first'], ['border-3', 'first']) },
      'lan',
      'border-2',
    ],
    [
      'still the first when all have lost one client network: the others keep their gateway',
      { isCut: cuts(['border-1', 'first'], ['border-2', 'first'], ['border-3', 'first']) },
      'lan',
      'border-1',
    ],
    [
      'nobody in a network that all have lost',
      { isCut: cuts(['border-1', 'first'], ['border-2', 'first'], ['border-3', 'first']) },
      'first',
      undefined,
    ],
    ['nobody when all have no power', { isOff: () => true }, 'lan', undefined],
  ])('is %s', (_, loss, where, expected) => {
    expect(gatewayBorder(networks[where], loss)?.name).toBe(expected);
  });

  test('is the one border of a site with one', () => {
    expect(gatewayBorder(siteWith(1))?.name).toBe('border-1');
  });
});

describe('priorities', () => {
  const borders = siteWith(8).borders;

  test('differ, and none is that of an owner (255) or of one who leaves (0)', () => {
    const values = borders.map(priorityOf);
    expect(new Set(values).size).toBe(8);
    expect(Math.min(...values)).toBeGreaterThan(0);
    expect(Math.max(...values)).toBeLessThan(255);
  });

  test('let a border take over within half a second', () => {
    for (const border of borders) expect(takeoverMs(border)).toBeLessThan(500);
  });
});
