import { Duration, Testing } from 'cdk8s';
import { RateLimiter } from '../../../lib/constructs';
import type { RateLimiterProps } from '../../../lib/constructs';
import { siteSnapshot } from '../../../lib/testing';

function made(props: Partial<RateLimiterProps>): any {
  const chart = Testing.chart();
  new RateLimiter(chart, 'front', { namespace: 'a', upstream: { host: 'b.a.svc', port: 80 }, perClient: '5r/s', ...props });
  Testing.synth(chart);
  return siteSnapshot(chart);
}
const filesOf = (props: Partial<RateLimiterProps>) => made(props)['ConfigMap a/front'].data;
const templateOf = (props: Partial<RateLimiterProps>) => made(props)['Deployment a/front'].spec.template;

describe('a limiter in maintenance', () => {
  const maintenance = { active: true, text: 'Back at 14:00.' };

  test('has its answers beside its configuration', () =>
    expect(filesOf({ maintenance })).toEqual({
      'nginx.conf': expect.stringContaining('return 503;'),
      'maintenance.txt': 'Back at 14:00.\n',
      'maintenance.json': '{"title":"Service Unavailable","status":503,"detail":"Back at 14:00."}\n',
    }));

  test('is as one without where it is not active, so that it can be made ready', () =>
    expect(made({ maintenance: { ...maintenance, active: false } })).toEqual(made({})));

  test('has new pods where the text alone is another', () => {
    const digest = (text: string) => templateOf({ maintenance: { active: true, text } }).metadata.annotations;
    expect(digest('a')).not.toEqual(digest('b'));
    expect(digest('a')).toEqual(digest('a'));
  });

  test('takes a time as a program has it', () =>
    expect(made({ maintenance: { ...maintenance, retryAfter: Duration.minutes(2) } })).toEqual(
      made({ maintenance: { ...maintenance, retryAfter: '120s' } }),
    ));

  test('is asked for the path that the workload answers otherwise', () =>
    expect(templateOf({ maintenance, healthPath: '/ready' }).spec.containers[0].readinessProbe.httpGet.path).toBe('/ready'));
});

test.each<[Partial<RateLimiterProps>, string]>([
  [{}, '64Mi'],
  [{ aggregate: '5r/s', clients: { deny: ['::/0'] } }, '64Mi'],
  [{ perPath: { rate: '1r/s' } }, '74Mi'],
  [{ perPath: { rate: '1r/s' }, perHeader: ['a', 'b', 'c', 'd'].map((header) => ({ header, rate: '1r/s' })) }, '114Mi'],
])('a limiter with %j has %s of memory, as each further key takes some', (props, memory) =>
  expect(templateOf(props).spec.containers[0].resources.limits.memory).toBe(memory),
);

test.each<[string, object, RegExp]>([
  [
    'a header twice',
    { perHeader: ['A', 'a'].map((header) => ({ header, rate: '1r/s' })) },
    /^perHeader\[1\]\.header = "a".*every header once/,
  ],
  [
    'a header that is none',
    { perHeader: [{ header: 'A b', rate: '1r/s' }] },
    /^perHeader\[0\]\.header = "A b".*letters, digits and dashes/,
  ],
  ['a network with host bits', { clients: { deny: ['192.0.2.1/24'] } }, /^clients\.deny\[0\] = .*remedy: Write 192\.0\.2\.0\/24/],
  ['IPv4 in IPv6 clothes', { clients: { onlyFrom: ['::ffff:192.0.2.0/120'] } }, /^clients\.onlyFrom\[0\] = .*IPv4 as such/],
  ['a misspelt list', { clients: { denny: [] } }, /^clients\.denny = /],
  ['maintenance of which nobody says whether it is', { maintenance: { text: 'a' } }, /^maintenance\.active = nothing/],
])('a limiter is not given %s', (_, props, message) => {
  const chart = Testing.chart();
  const upstream = { host: 'b.a.svc', port: 80 };
  const limiter = new RateLimiter(chart, 'front', { namespace: 'a', upstream, perClient: '5r/s', ...props });
  expect(limiter.node.validate()).toEqual([expect.stringMatching(message)]);
});
