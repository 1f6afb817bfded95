import { Fleet } from '../../lib/fleet';
import { routersOf } from '../../lib/routers';
import { practices } from '../../lib/practices';
import type { Place } from '../../lib/practices';
import { all, bgp, entries, interfaces, neighbors, rules, without } from './changed';
import type { Change } from './changed';

const fleet = Fleet.load('examples/dual-homed/fleet.yaml');
const routers = routersOf(fleet);
const unchanged: Change = (router) => router;

/** Where a practice is not followed by the routers of the fleet, changed. */
function lacking(id: string, change: Change = unchanged): Required<Place>[] {
  const practice = practices.find((candidate) => candidate.id === id)!;
  const places = [...practice.look!({ fleet, routers: routers.map(change) })];
  expect(places.length).toBeGreaterThan(0);
  return places.filter((place): place is Required<Place> => place.lack !== undefined);
}

const dynamic = (change: object): Change => bgp((own) => ({ dynamic: own.dynamic.map((entry) => ({ ...entry, ...change })) }));
const eBgp = ['uplink', 'site', 'exchange'] as const;
const noDefault = entries(/^networks-/, (own) => own.map((entry) => ({ ...entry, minLength: 8 })));
const shorter = entries(/^networks-/, (own) => own.map((entry) => ({ ...entry, maxLength: entry.maxLength! > 32 ? 48 : 24 })));
const limited = all(neighbors(eBgp, { maxPrefix: 100 }), dynamic({ maxPrefix: 100 }));
const longer = entries(/^networks-/, (own) => own.map((entry) => ({ ...entry, maxLength: entry.maxLength! > 32 ? 64 : 30 })));
const anyNetwork = rules(/^(exchange-.*in-|network-out-)/, (_, { family }) => [
  { action: 'accept', prefixes: `networks-${family}`, stripCommunities: true },
]);
/** Without the refusals that have a condition which the model may not know yet. */
const lessRefused = (condition: string) => rules(/./, (own) => own.filter((rule) => !(condition in rule)));
const ownMark = { largeCommunity: undefined };

/** A practice, and models of routers that follow it and do not. */
interface Case {
  readonly id: string;
  /** What breaks it, with what is said then and where. */
  readonly broken: readonly (readonly [string, Change, RegExp, string])[];
  /** What must be changed for it to be followed everywhere. @default - nothing */
  readonly mended?: Change;
}

const cases: readonly Case[] = [
  {
    id: 'ebgp-policies',
    broken: [
      [
        'no import policy',
        neighbors(['uplink'], { importPolicy: 'gone' }),
        /^no policy for what it takes$/,
        'mec-1/left with north/n-1 (IPv4)',
      ],
      [
        'no policy at all',
        neighbors(['exchange'], { importPolicy: 'gone', exportPolicy: 'gone' }),
        /takes and what it sends$/,
        'north/n-1 with',
      ],
      ['a policy of the other family', neighbors(['site'], { exportPolicy: 'network-out-9' }), /what it sends/, 'south/s-1 with'],
      [
        'a rule about everything',
        rules(/^uplink-out/, (own) => [...own, { action: 'accept' }]),
        /uplink-out-4 takes any route/,
        'mec-2/left with',
      ],
      ['hosts without a policy', dynamic({ importPolicy: 'gone' }), /what it takes/, 'mec-1/left with hosts of mec-1 (IPv4)'],
    ],
  },
  {
    id: 'session-roles',
    broken: [
      ['no role', without(['uplink'], 'role'), /^no role$/, 'mec-1/left with north/n-1 (IPv6)'],
      [
        'the wrong one',
        neighbors(['site'], { role: { local: 'customer', strict: true } }),
        /the role customer towards customer/,
        'north/n-1 with mec-1/left',
      ],
      [
        'one that is not asked for',
        neighbors(['exchange'], { role: { local: 'peer', strict: false } }),
        /without a role is let in/,
        'north/n-1 with',
      ],
    ],
  },
  {
    id: 'customer-prefixes',
    broken: [
      [
        'any prefix',
        rules(/^site-mec-1-in/, (own) => own.map((rule) => ({ ...rule, prefixes: 'networks-4' }))),
        /not named/,
        'north/n-1 with mec-1/left',
      ],
      [
        'a range of lengths',
        entries(/^site-mec-2-networks/, (own) => own.map((entry) => ({ ...entry, maxLength: 32 }))),
        /not named/,
        'north/n-2 with mec-2/left (IPv4)',
      ],
      [
        'any path',
        rules(/^hosts-/, (own) => own.map(({ asPaths: _, ...rule }) => rule)),
        /any AS path/,
        'mec-3/left with hosts of mec-3',
      ],
    ],
  },
  {
    id: 'own-announcements',
    broken: [
      [
        'networks of others',
        rules(/^uplink-out/, (own) => own.map((rule) => ({ ...rule, prefixes: 'networks-4' }))),
        /not named/,
        'mec-1/left with north/n-1 (IPv4)',
      ],
      [
        'no mark',
        rules(/^uplink-out/, (own) => own.map((rule) => ({ ...rule, ...ownMark }) as never)),
        /routes of others/,
        'cloud-4/left with',
      ],
    ],
  },
  {
    id: 'special-purpose-prefixes',
    broken: [
      [
        'no refusal',
        rules(/^exchange-.*in-/, (own) => own.filter(({ action }) => action === 'accept')),
        /127\.0\.0\.0\/8.* could be taken/,
        'north/n-1 with',
      ],
      [
        'a refusal with a condition',
        rules(/^uplink-1-in/, (own) => own.map((rule) => ({ ...rule, community: '1:1' }))),
        /0\.0\.0\.0\/8/,
        'mec-1/left with',
      ],
      ['a part that is missing', entries(/^bogons-6/, (own) => own.slice(1)), /^::\/8 could be taken$/, '(IPv6)'],
    ],
  },
  {
    id: 'too-specific-prefixes',
    broken: [
      ['networks of sites', longer, /prefixes up to \/30 are taken/, 'mec-1/left with north/n-1 (IPv4)'],
      ['those of IPv6', longer, /prefixes up to \/64 are taken/, 'mec-1/left with north/n-1 (IPv6)'],
      [
        'single addresses beyond the pools',
        all(
          shorter,
          entries(/^vips-4/, () => [{ prefix: '192.0.2.0/24', minLength: 32, maxLength: 32 }]),
        ),
        /up to \/32/,
        '(IPv4)',
      ],
    ],
    mended: shorter,
  },
  {
    id: 'own-prefixes',
    broken: [
      [
        'no refusal',
        rules(/^uplink-1-in/, (own) => own.filter(({ action }) => action === 'accept')),
        /10\.\d+\.\d+\.\d+\/\d+.* could be taken/,
        'mec-1/left with',
      ],
      [
        'long prefixes of peers',
        entries(/^networks-4/, (own) => own.map((entry) => ({ ...entry, maxLength: 32 }))),
        /10\.0\..* could be taken/,
        'north/n-1 with',
      ],
    ],
  },
  {
    id: 'exchange-prefixes',
    broken: [['any network taken', anyNetwork, /^10\.3\.0\..* could be taken$/, 'north/n-1 with']],
    mended: all(
      entries(/^bogons-4/, (own) => [...own, { prefix: '10.3.0.0/24', maxLength: 32 }]),
      entries(/^bogons-6/, (own) => [...own, { prefix: '2001:db8:5::/48', maxLength: 128 }]),
    ),
  },
  {
    id: 'default-route',
    broken: [
      ['any network taken and sent', anyNetwork, /^0\.0\.0\.0\/0 could be taken and sent$/, 'north/n-1 with'],
      [
        'from a customer',
        rules(/^site-mec-1-in/, () => [{ action: 'accept' }]),
        /^0\.0\.0\.0\/0 could be taken$/,
        'north/n-1 with mec-1/left',
      ],
      [
        'to a provider',
        rules(/^uplink-out/, () => [{ action: 'accept' }]),
        /^::\/0 could be sent$/,
        'mec-1/left with north/n-1 (IPv6)',
      ],
    ],
    mended: noDefault,
  },
  {
    id: 'origin-validation',
    broken: [['no rule about it', lessRefused('invalidOrigin'), /not validated/, 'mec-1/left with north/n-1 (IPv4)']],
    mended: rules(/./, (own) => [{ action: 'refuse', invalidOrigin: true } as never, ...own]),
  },
  {
    id: 'first-as',
    broken: [
      ['no rule about it', lessRefused('firstAsOtherThan'), /any first AS/, 'mec-1/left with north/n-1 (IPv4)'],
      [
        'a path that another AS begins',
        rules(/^site-mec-1-in/, (own) => own.map((rule) => ({ ...rule, asPaths: [[64999]] }))),
        /any first AS/,
        'north/n-1 with mec-1/left',
      ],
    ],
    mended: (router) => {
      // Each policy of a neighbor is its own: what it refuses names the AS of that neighbor.
      const others = new Map((router.bgp?.neighbors ?? []).map((one) => [one.importPolicy, one.remoteAs]));
      const policies = router.policies.map((policy) => {
        const firstAsOtherThan = others.get(policy.name);
        return firstAsOtherThan === undefined
          ? policy
          : { ...policy, rules: [{ action: 'refuse', firstAsOtherThan } as never, ...policy.rules] };
      });
      return { ...router, policies };
    },
  },
  {
    id: 'own-as',
    broken: [['allowed', neighbors(['uplink'], { allowAsIn: true }), /own AS are taken/, 'mec-1/left with north/n-1 (IPv4)']],
  },
  {
    id: 'next-hops',
    broken: [['nothing said of them', unchanged, /any next hop/, 'north/n-1 with']],
    mended: neighbors(['exchange'], { ownNextHopOnly: true }),
  },
  {
    id: 'community-scrubbing',
    broken: [
      [
        'kept',
        rules(/^uplink-2-in/, (own) => own.map(({ stripCommunities: _, ...rule }) => rule)),
        /are kept/,
        'mec-1/right with south/s-1',
      ],
    ],
  },
  {
    id: 'maximum-prefixes',
    broken: [
      [
        'none of a provider',
        all(limited, neighbors(['uplink'], { maxPrefix: undefined })),
        /any number of prefixes/,
        'mec-1/left with north/n-1 (IPv4)',
      ],
      ['none of hosts', all(limited, dynamic({ maxPrefix: undefined })), /any number/, 'mec-1/left with hosts of mec-1'],
    ],
    mended: limited,
  },
  {
    id: 'known-speakers',
    broken: [
      ['a wider range', dynamic({ ranges: ['10.0.0.0/8'] }), /10\.0\.0\.0\/8 is beyond/, 'mec-1/left with hosts of mec-1'],
      ['no limit', dynamic({ limit: Infinity }), /any number of sessions/, 'mec-1/left with hosts of mec-1'],
    ],
  },
  {
    id: 'session-authentication',
    broken: [
      ['none with a provider', without(['uplink'], 'password'), /no password/, 'mec-1/left with north/n-1 (IPv4)'],
      ['none with hosts', dynamic({ password: undefined }), /no password/, 'mec-1/left with hosts of mec-1'],
    ],
  },
  { id: 'ttl-security', broken: [['off', neighbors(['site'], { gtsm: false }), /no GTSM/, 'north/n-1 with mec-1/left']] },
  {
    id: 'client-sources',
    broken: [
      [
        'an interface that has no network',
        interfaces('clients', { addresses: [], sources: undefined }),
        /not held against what is behind it/,
        'mec-1/left, interface',
      ],
    ],
  },
  {
    id: 'host-sources',
    broken: [
      [
        'no sources named',
        interfaces('hosts', { sources: undefined }),
        /not held against what is behind it/,
        'mec-1/left, interface',
      ],
    ],
    mended: interfaces('hosts', { sources: ['10.1.0.0/24'] }),
  },
  {
    id: 'customer-sources',
    broken: [
      [
        'no sources named',
        interfaces('site', { sources: undefined }),
        /not held against what is behind it/,
        'north/n-1, interface',
      ],
    ],
    mended: interfaces('site', { sources: [] }),
  },
  {
    id: 'special-purpose-sources',
    broken: [
      [
        'none known',
        (router) => ({ ...router, bogons: router.bogons.slice(1) }),
        /^0\.0\.0\.0\/8 may enter$/,
        'mec-1/left (IPv4)',
      ],
    ],
  },
];

describe.each(cases)('$id', ({ id, broken, mended }) => {
  test.each(broken)('is not met with %s', (_, change, lack, where) => {
    const found = lacking(id, change).filter((place) => place.where.includes(where));
    expect(found.map((place) => place.lack)).toEqual(expect.arrayContaining([expect.stringMatching(lack)]));
  });

  test('is met at every place where it should be', () => expect(lacking(id, mended)).toEqual([]));
});

test('every practice that looks at something is held against what follows it and what does not', () => {
  const looking = practices.filter(({ look }) => look).map(({ id }) => id);
  expect(cases.map(({ id }) => id).sort()).toEqual([...looking].sort());
});

test('every practice says who asks it, why, and what to do', () => {
  for (const { id, title, source, explanation, remedy } of practices) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [title, explanation, remedy]) expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(source).toMatch(/RFC|MANRS/);
  }
});
