import { Fleet } from '../../../lib/fleet';
import { testbed } from '../testbed';
import { cases, changed } from './cases';

/** Puts a value that cannot be read where `part` names one: `*` is a new key. */
function unreadable(fleet: any, part: string): void {
  const keys = part.split('.').map((key) => (key === '*' ? 'unreadable' : key));
  const last = keys.pop()!;
  let at = fleet;
  for (const key of keys) at = at[key] ??= {};
  // Everything else of the part stays, so that the rule would still find what it finds.
  if (part === 'plan') at.plan = { ...at.plan, links: [at.plan?.links ?? [], 7].flat() };
  else if (part.endsWith('*') || typeof at[last] !== 'object') at[last] = 7;
  else at[last] = { ...at[last], unreadable: 7 };
}

const found = (change: (fleet: any) => void, rule: string) =>
  Fleet.examine(changed(testbed(), change)).findings.filter((finding) => finding.rule === rule);

/** What each of these rules cannot do without. Written down here: the rules' own word would agree with itself. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'backbone-islands': ['services.*'],
  'border-loss-leaves-no-path': ['services.*'],
  'disconnected-network': ['services.*'],
  'family-mismatch': ['sites.*'],
  'family-not-carried': ['plan', 'networks', 'exchanges', 'sites.*'],
  'network-without-pe': ['networks'],
  'no-address': ['plan'],
  'no-site-of-last-resort': ['sites.*'],
  'plan-too-small': ['plan'],
  'route-reflector-unknown': ['networks.*.routers.*'],
  'service-without-backend': ['services.*.workload', 'services.*.selector'],
  'site-cannot-announce': ['pools', 'sites.*', 'plan'],
  'site-loss-leaves-no-path': ['services.*'],
  'site-serves-nothing': ['services', 'sites.*'],
  'site-without-uplink': ['sites.*'],
  'unknown-reference': ['networks.*.routers.*', 'sites.*'],
  'uplink-loss-leaves-no-path': ['services.*'],
  'vip-family-not-in-host-network': ['plan', 'sites.*', 'services.*'],
  'vip-family-without-uplink': ['services.*'],
  'vip-outside-pools': ['pools.*.*'],
  'vips-in-two-pools': ['pools.*.*'],
};
const needing = cases.flatMap((one) => (needs[one.rule] ?? []).map((part) => ({ ...one, part })));
const needingNothing = cases.filter(({ rule }) => !needs[rule]);

describe('what is unreadable', () => {
  test.each(needing)('at $part keeps the rule $rule silent, which would tell what comes of it', ({ rule, refused, part }) =>
    expect(
      found((fleet) => {
        refused(fleet);
        unreadable(fleet, part);
      }, rule),
    ).toEqual([]),
  );

  test.each(needingNothing)('elsewhere leaves the rule $rule its voice', ({ rule, refused, path }) => {
    const findings = found((fleet) => {
      refused(fleet);
      unreadable(fleet, 'exchanges.*');
    }, rule);
    expect(findings.map((finding) => finding.path)).toContain(path);
  });
});
