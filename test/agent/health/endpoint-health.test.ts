import { profiles } from 'anycast-mec/contract';
import { compose, composeFamilies } from '../../../agent/src/health/composition';
import { unknownHealth, withEvidence } from '../../../agent/src/health/endpoint-health';
import type { EndpointHealth } from '../../../agent/src/health/endpoint-health';
import type { EvidenceClass } from '../../../agent/src/health/evidence';

const after = (classes: readonly EvidenceClass[], from = unknownHealth): EndpointHealth =>
  classes.reduce(
    (health, kind, index) => withEvidence(health, { class: kind, reason: kind, startedAt: index, tookMs: 1 }, profiles.normal),
    from,
  );
const up = after(['ok']);
const down = after(['ok', 'hard', 'hard']);
const hung = after(['ok', 'soft', 'soft', 'soft']);

describe('an endpoint', () => {
  test('is up after one success, if it was never down', () => expect(up.status).toBe('up'));

  test('is down after two hard failures in a row, or three of any kind', () => {
    expect(after(['ok', 'hard']).status).toBe('suspect');
    expect(down).toMatchObject({ status: 'down', hard: true });
    expect(after(['ok', 'soft', 'soft']).status).toBe('suspect');
    expect(hung).toMatchObject({ status: 'down', hard: false });
  });

  test('is up again after three successes in a row', () => {
    const at = (successes: number) =>
      after(['ok', 'hard', 'hard', ...Array.from({ length: successes }, () => 'ok' as const)]).status;
    expect([at(2), at(3)]).toEqual(['down', 'up']);
  });

  test('does not fail by errors of the agent, however many', () =>
    expect(after(['ok', 'none', 'none', 'none', 'none', 'none'])).toMatchObject({ status: 'up', blind: 5, problem: 'none' }));

  test('has no problem any more once a probe says something', () =>
    expect(after(['ok', 'none', 'ok'])).not.toHaveProperty('problem'));

  test('is alive while it answers 429', () => expect(after(['ok', 'soft', 'soft', 'overloaded']).status).toBe('up'));

  test('is not judged by an older probe once a newer one has ended', () => {
    const newer = withEvidence(up, { class: 'ok', reason: 'ok', startedAt: 100, tookMs: 1 }, profiles.normal);
    expect(withEvidence(newer, { class: 'soft', reason: 'timeout', startedAt: 50, tookMs: 80 }, profiles.normal)).toBe(newer);
  });
});

describe('endpoints together', () => {
  test('serve while one of them is up, unless more are needed', () => {
    expect(compose([up, down, down], 'any').health).toBe('healthy');
    expect(compose([up, down, down], { count: 2 }).health).toBe('failed');
    expect(compose([up, up, down], { percent: 60 }).health).toBe('healthy');
    expect(compose([up, up, down], 'all').health).toBe('failed');
  });

  test('fail hard only if all that are down failed hard', () => {
    expect(compose([down, down], 'any')).toMatchObject({ health: 'failed', hard: true, reason: '2 of 2 endpoints down (hard)' });
    expect(compose([down, hung], 'any')).toMatchObject({ health: 'failed', hard: false });
  });

  test('say nothing where there are none', () => expect(compose([], 'any').health).toBe('unknown'));
});

describe('endpoints of both families together', () => {
  const pods = (four: EndpointHealth[], six: EndpointHealth[]) => [
    ...four.map((health, place) => ({ address: `10.244.0.${place + 1}`, health })),
    ...six.map((health, place) => ({ address: `fd00:10:244::${place + 1}`, health })),
  ];

  test('serve where each family is served, and fail where one is not, whichever', () => {
    expect(composeFamilies(pods([up, down], [down, up]), 'any').health).toBe('healthy');
    expect(composeFamilies(pods([down, down], [up, up]), 'any')).toMatchObject({
      health: 'failed',
      hard: true,
      reason: 'IPv4: 2 of 2 endpoints down (hard)',
    });
    expect(composeFamilies(pods([up, up], [hung, down]), 'any')).toMatchObject({ health: 'failed', hard: false });
  });

  test('are counted in each: a pod with two addresses is no two pods', () => {
    expect(composeFamilies(pods([up], [up]), { count: 2 }).health).toBe('failed');
    expect(composeFamilies(pods([up, up], [up, up]), { count: 2 }).health).toBe('healthy');
  });

  test('are as the family that is seen where the other is not: what cannot be seen is no failure', () => {
    expect(composeFamilies(pods([up], [unknownHealth]), 'any').health).toBe('healthy');
    expect(composeFamilies(pods([down], [unknownHealth]), 'any').health).toBe('failed');
    expect(composeFamilies(pods([unknownHealth], [unknownHealth]), 'any').health).toBe('unknown');
  });

  test('are as ever where there is one family, or none', () => {
    for (const require of ['any', 'all', { count: 2 }] as const) {
      expect(composeFamilies(pods([up, down], []), require)).toEqual(compose([up, down], require));
      expect(composeFamilies(pods([], [up, down]), require)).toEqual(compose([up, down], require));
    }
    expect(composeFamilies([], 'any')).toEqual(compose([], 'any'));
  });
});
