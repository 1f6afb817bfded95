import type { Case } from './case';
import { all, dynamic, neighbors, rules, without } from './changed';

const limited = all(neighbors(['uplink', 'site', 'exchange'], { maxPrefix: 100 }), dynamic({ maxPrefix: 100 }));

/** Models of routers that follow the practices about sessions, and that do not. */
export const casesOfSessions: readonly Case[] = [
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
      [
        'a range that begins before',
        dynamic({ ranges: ['10.1.0.0/23'] }),
        /10\.1\.0\.0\/23 is beyond/,
        'mec-1/left with hosts of mec-1 (IPv4)',
      ],
      [
        'a range of another interface',
        dynamic({ ranges: ['10.2.1.0/28'] }),
        /10\.2\.1\.0\/28 is beyond/,
        'mec-1/left with hosts of mec-1 (IPv4)',
      ],
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
];
