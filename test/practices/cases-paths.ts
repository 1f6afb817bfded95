import type { Case } from './case';
import { all, firstRule, lessRefused, neighbors, rules, unchanged } from './changed';

/** Models of routers that follow the practices about paths, and that do not. */
export const casesOfPaths: readonly Case[] = [
  {
    id: 'origin-validation',
    broken: [
      [
        'a refusal that comes too late',
        all(
          lessRefused('invalidOrigin'),
          rules(/./, (own) => [...own, { action: 'refuse', invalidOrigin: true } as never]),
        ),
        /not validated/,
        'mec-1/left with north/n-1 (IPv4)',
      ],
      ['no rule about it', lessRefused('invalidOrigin'), /not validated/, 'mec-1/left with north/n-1 (IPv4)'],
      [
        'a rule that takes it',
        all(
          lessRefused('invalidOrigin'),
          rules(/./, (own) => [{ action: 'accept', invalidOrigin: true } as never, ...own]),
        ),
        /not validated/,
        'mec-1/left with north/n-1 (IPv4)',
      ],
    ],
    mended: rules(/./, (own) => [{ action: 'refuse', invalidOrigin: true } as never, ...own]),
  },
  {
    id: 'first-as',
    broken: [
      ['no rule about it', lessRefused('firstAsOtherThan'), /any first AS/, 'mec-1/left with north/n-1 (IPv4)'],
      [
        'a rule about another neighbor',
        all(
          lessRefused('firstAsOtherThan'),
          rules(/./, (own) => [{ action: 'refuse', firstAsOtherThan: 1 } as never, ...own]),
        ),
        /any first AS/,
        'mec-1/left with north/n-1 (IPv4)',
      ],
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
        'kept by one rule',
        rules(/^site-mec-1-in/, firstRule({ stripCommunities: false })),
        /are kept/,
        'north/n-1 with mec-1/left',
      ],
      [
        'kept',
        rules(/^uplink-2-in/, (own) => own.map(({ stripCommunities: _, ...rule }) => rule)),
        /are kept/,
        'mec-1/right with south/s-1',
      ],
    ],
  },
];
