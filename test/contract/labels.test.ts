import { hostRouteLabel, anycastLabel, routeLabel } from '../../lib/metallb';
import type { LabelSelector } from '../../lib/metallb';
import fc from 'fast-check';
import { labelKeySchema } from '../../lib/contract/kubernetes';
import { hostLabel, leavesRoomForHosts } from '../../lib/contract/labels';
import { announcedAt, drainedAt } from '../../lib/metallb/selectors';

describe('the label of a route at one host', () => {
  test.each(['a', 'host-1', 'node_2.edge', 'h'.repeat(57)])('names the host %s', (host) =>
    expect(hostRouteLabel(host)).toBe(`anycast-mec.io/route.${host}`),
  );

  test.each(['', '-a', 'a-', 'a/b', 'a b', 'h'.repeat(64)])('is refused for the host name "%s"', (host) => {
    expect(() => hostRouteLabel(host)).toThrow(/cannot be part of a label key; allowed are .* at most 63 characters/);
  });

  test('has room for every name that a node may have, and tells them apart', () => {
    const names = ['a', 'b'].flatMap((end) => [58, 60, 63].map((length) => `${'n'.repeat(length - 1)}${end}`));
    const labels = names.map(hostRouteLabel);
    expect(new Set(labels).size).toBe(names.length);
    for (const label of labels) expect(label).toMatch(/^anycast-mec\.io\/(?=.{1,63}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
  });

  test('is a label that Kubernetes takes, also beside another label of the site', () => {
    const characters = fc.constantFrom(...'abcxyz019-.');
    const node = fc
      .string({ unit: characters, minLength: 1, maxLength: 63 })
      .filter((name) => /^[a-z0-9](.*[a-z0-9])?$/.test(name));
    const site = fc.constantFrom(routeLabel, 'example.org/way', `example.org/${'r'.repeat(40)}`);
    fc.assert(
      fc.property(site, node, (label, name) => {
        const key = hostLabel(label, name);
        return key.startsWith(`${label}.`) && labelKeySchema.safeParse(key).success;
      }),
    );
  });

  test.each([
    ['anycast-mec.io/route', true],
    [`example.org/${'r'.repeat(52)}`, true],
    [`example.org/${'r'.repeat(53)}`, false],
  ])('has room beside %s: %s', (label, room) => expect(leavesRoomForHosts(label)).toBe(room));
});

/** Selects as Kubernetes does (labels.Selector): all of one selector, any of a list. */
function selects(selectors: LabelSelector[], labels: Record<string, string>): boolean {
  return selectors.some(
    ({ matchLabels = {}, matchExpressions = [] }) =>
      Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
      matchExpressions.every(({ key, operator, values = [] }) => {
        const value = labels[key];
        if (operator === 'In') return value !== undefined && values.includes(value);
        if (operator === 'NotIn') return value === undefined || !values.includes(value);
        return (operator === 'Exists') === (value !== undefined);
      }),
  );
}

describe('a host announces a VIP', () => {
  const both = (site: string | undefined, host: string | undefined, anycast = 'true') => {
    const labels = {
      [anycastLabel]: anycast,
      ...(site && { [routeLabel]: site }),
      ...(host && { [hostRouteLabel('h1')]: host }),
    };
    return `${selects(announcedAt('h1'), labels) ? 'normal' : ''}${selects(drainedAt('h1'), labels) ? 'drain' : ''}`;
  };

  test.each<[string | undefined, string | undefined, string]>([
    [undefined, undefined, 'normal'],
    ['drain', undefined, 'drain'],
    [undefined, 'drain', 'drain'],
    ['drain', 'drain', 'drain'],
    ['withdrawn', undefined, ''],
    [undefined, 'withdrawn', ''],
    ['withdrawn', 'drain', ''],
    ['drain', 'withdrawn', ''],
    ['withdrawn', 'withdrawn', ''],
  ])('with the site label %s and its own label %s as "%s"', (site, host, expected) => expect(both(site, host)).toBe(expected));

  test('never of a Service that is not marked as anycast', () =>
    expect([both(undefined, undefined, 'false'), both('drain', 'drain', 'false')]).toEqual(['', '']));

  test('whatever the label of another host says', () => {
    const labels = { [anycastLabel]: 'true', [hostRouteLabel('h2')]: 'withdrawn' };
    expect([selects(announcedAt('h1'), labels), selects(announcedAt('h2'), labels)]).toEqual([true, false]);
  });
});
