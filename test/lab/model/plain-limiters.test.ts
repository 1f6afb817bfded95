import { Fleet } from '../../../lib/fleet';
import { labFleet } from '../../../lab/src/model/lab-fleet';
import { withPlainLimiters } from '../../../lab/src/model/plain-limiters';
import { testbed } from '../../fleet/testbed';

type Fleets = ReturnType<typeof testbed>;
type RateLimit = NonNullable<NonNullable<Fleets['services']>[string]['rateLimit']>;

function limited(rateLimit: RateLimit): Fleets {
  const fleet = testbed();
  const [name = '', service] = Object.entries(fleet.services ?? {})[0] ?? [];
  return { ...fleet, services: { [name]: { ...service!, port: 8443, rateLimit } } };
}

const limits = {
  perClient: '5r/s',
  aggregate: '9r/s',
  perHeader: [{ header: 'X-Api-Key', rate: '1r/s' }],
  perPath: { rate: '1r/s' },
};

test.each<[string, Partial<RateLimit>]>([
  ['TLS', { tls: { secret: 'a' } }],
  ['lists of clients', { clients: { onlyFrom: ['192.0.2.0/24'] } }],
  ['maintenance', { maintenance: { active: true } }],
  ['PROXY headers', { proxyProtocol: { from: ['192.0.2.0/24'] } }],
])('a limiter with %s limits in the lab and does no more, which is said', (_, front) => {
  const notes: string[] = [];
  expect(withPlainLimiters(limited({ ...limits, ...front }), notes)).toEqual(limited(limits));
  expect(notes).toEqual([expect.stringContaining(`does without ${Object.keys(front).join()}, `)]);
});

test('a limiter that only limits is as it is, and so is a service without one', () => {
  const notes: string[] = [];
  expect(withPlainLimiters(limited(limits), notes)).toEqual(limited(limits));
  expect(withPlainLimiters(testbed(), notes)).toEqual(testbed());
  expect(notes).toEqual([]);
});

test('a lab runs such a fleet', () => {
  const { fleet, notes } = labFleet(Fleet.from(limited({ ...limits, tls: { secret: 'a' } })), { mpls: false });
  expect(fleet.services[0]?.description.rateLimit).toEqual(limits);
  expect(notes.join()).toContain('does without tls');
});
