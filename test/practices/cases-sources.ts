import type { Case } from './case';
import { interfaces } from './changed';

/** Models of routers that follow the practices about sources, and that do not. */
export const casesOfSources: readonly Case[] = [
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
