import type { NetworkRouter } from '../../../lib/fleet/model';
import { prefers } from '../../../lib/fleet/routing/decision';
import type { Channel, Route } from '../../../lib/fleet/routing/route';

const router = (routerId: string) => ({ routerId, network: {} }) as NetworkRouter;
const own = router('10.0.0.9');
const by = (routerId: string, neighbor: string): Channel => ({
  ...{
    kind: 'ibgp',
    family: 4,
    from: router(routerId),
    to: own,
    neighbor,
    roundTripMs: 0,
    interface: undefined,
    uplink: undefined,
    exchange: undefined,
  },
});

/** A route, and what it costs to reach the router where it leaves. */
interface Candidate extends Omit<Route, 'site'> {
  readonly exitCost: number;
}
const usual: Candidate = {
  ...{ asPath: [1, 2], leadsTo: 'vip', learned: 'ibgp', localPreference: 100, med: 5, drained: false, downhill: false },
  ...{ reflectors: [own, own], channel: by('10.0.0.5', '10.0.0.5'), exitCost: 10 },
};
const preferred = (a: Candidate, b: Candidate) =>
  prefers(own, a as never, b as never, (_, route) => (route as unknown as Candidate).exitCost);

/** What decides, in the order in which it does (RFC 4271 section 9.1.2.2, RFC 4456 section 9): each with a better and a worse value. */
const steps: readonly (readonly [name: string, better: Partial<Candidate>, worse: Partial<Candidate>])[] = [
  ['a connected network', { learned: 'connected' }, { learned: 'ibgp' }],
  ['the greater local preference', { localPreference: 200 }, { localPreference: 50 }],
  ['the shorter AS path', { asPath: [7] }, { asPath: [1, 2, 3] }],
  ['the smaller metric', { med: 2 }, { med: 9 }],
  ['eBGP before iBGP', { learned: 'ebgp' }, { learned: 'ibgp' }],
  ['the nearer exit', { exitCost: 3 }, { exitCost: Infinity }],
  ['the smaller identifier', { channel: by('10.0.0.2', '10.0.0.7') }, { channel: by('10.0.0.10', '10.0.0.7') }],
  ['fewer reflections', { reflectors: [] }, { reflectors: [own, own, own] }],
  ['the smaller address of the neighbor', { channel: by('10.0.0.5', '9.9.9.9') }, { channel: by('10.0.0.5', '10.0.0.1') }],
];

describe('of two routes', () => {
  test.each(steps)('%s wins where all else is equal', (_, better, worse) => {
    expect([
      preferred({ ...usual, ...better }, { ...usual, ...worse }),
      preferred({ ...usual, ...worse }, { ...usual, ...better }),
    ]).toEqual([true, false]);
  });

  const pairs = steps.flatMap((step, index) => steps.slice(index + 1).map((later) => [step[0], later[0], step, later] as const));
  test.each(pairs)('%s wins, whatever %s says', (_, __, [, better, worse], [, good, bad]) => {
    // Where both ask of the same property, the first alone has its value.
    const [a, b] = [
      { ...usual, ...bad, ...better },
      { ...usual, ...good, ...worse },
    ];
    expect([preferred(a, b), preferred(b, a)]).toEqual([true, false]);
  });
});

describe('of two routes neither wins', () => {
  test('that are equal in all that decides', () => expect(preferred(usual, usual)).toBe(false));
  test('whose exits cannot be reached, by that alone', () => {
    const far = { ...usual, exitCost: Infinity };
    expect(preferred(far, { ...far })).toBe(false);
  });
});

test('a route of its own has no neighbor, and comes before that of one', () => {
  const without: Candidate = { ...usual };
  delete (without as { channel?: Channel }).channel;
  expect([preferred(without, usual), preferred(usual, without)]).toEqual([true, false]);
});

test('the identifier of a reflected route is that of the router where it leaves', () => {
  const [near, far] = [
    { ...usual, channel: by('10.0.0.8', '10.0.0.8'), exit: router('10.0.0.1') },
    { ...usual, channel: by('10.0.0.7', '10.0.0.7'), exit: router('10.0.0.3') },
  ];
  expect([preferred(near, far), preferred(far, near)]).toEqual([true, false]);
});
