import { Prefix } from '../../lib/fleet/addresses/prefix';
import type { Case } from './case';
import { all, entries, firstRule, interfaces, rules } from './changed';

const noDefault = entries(/^networks-/, (own) => own.map((entry) => ({ ...entry, minLength: 8 })));
const shorter = entries(/^networks-/, (own) => own.map((entry) => ({ ...entry, maxLength: entry.maxLength! > 32 ? 48 : 24 })));
const longer = entries(/^networks-/, (own) => own.map((entry) => ({ ...entry, maxLength: entry.maxLength! > 32 ? 64 : 30 })));
const anyNetwork = rules(/^(exchange-.*in-|network-out-)/, (_, { family }) => [
  { action: 'accept', prefixes: `networks-${family}`, stripCommunities: true },
]);
const ownMark = { largeCommunity: undefined };

/** Models of routers that follow the practices about prefixes, and that do not. */
export const casesOfPrefixes: readonly Case[] = [
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
      ['one rule with any path', rules(/^site-mec-1-in/, firstRule({ asPaths: [] })), /any AS path/, 'north/n-1 with mec-1/left'],
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
      ['one rule without a mark', rules(/^uplink-out/, firstRule(ownMark)), /routes of others/, 'mec-1/left with'],
      [
        'one rule about any network',
        rules(/^uplink-out-4/, firstRule({ prefixes: 'networks-4' })),
        /not named/,
        'mec-1/left with north/n-1 (IPv4)',
      ],
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
        'a backbone link that is short enough',
        interfaces('backbone', { addresses: [{ family: 4, address: '10.9.9.1', prefix: Prefix.parse('10.9.9.0/30') }] }),
        /10\.9\.9\.0\/30.* could be taken$/,
        'north/n-1 with',
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
    broken: [
      ['any network taken', anyNetwork, /^10\.3\.0\..* could be taken$/, 'north/n-1 with'],
      [
        'the whole refused, and not its halves',
        entries(/^bogons-4/, (own) => [...own, { prefix: '10.3.0.0/27' }]),
        /^10\.3\.0\.0\/28, 10\.3\.0\.16\/28 could be taken$/,
        'north/n-1 with south/s-1 (IPv4)',
      ],
    ],
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
];
