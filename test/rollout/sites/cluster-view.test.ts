import { Fleet } from 'anycast-mec';
import { observationOf, shapes } from '../../../lib/rollout/sites/cluster-view';
import type { ClusterReading } from '../../../lib/rollout/sites/cluster-view';

const site = Fleet.load('examples/minimal/fleet.yaml').site('mec-1');
const name = { name: 'hello', namespace: 'hello' };

const ofService = 'kubernetes.io/service-name';
const unready = { conditions: { ready: false } };
/** One slice of the endpoints, otherwise than usual. */
const slices = ({
  endpoints = [{}],
  ...metadata
}: {
  endpoints?: object[] | null;
  labels?: object | undefined;
  namespace?: string;
}) => ({
  items: [{ metadata: { ...name, labels: { [ofService]: 'hello' }, ...metadata }, endpoints }],
});
/** What one speaker says, otherwise than usual. */
const speakers = (status: object) => ({
  items: [{ status: { serviceName: 'hello', serviceNamespace: 'hello', peers: ['border-1'], ...status } }],
});

/** A cluster in which everything is well, but for what is changed. */
function reading(
  change: { labels?: object; annotations?: object; ip?: string | undefined; ready?: boolean; agents?: number } = {},
  more = {},
) {
  const { labels = {}, annotations = {}, ready = true, agents } = change;
  const ip = 'ip' in change ? change.ip : '203.0.113.1';
  return {
    services: {
      items: [
        { metadata: { ...name, labels, annotations }, status: { loadBalancer: { ingress: ip === undefined ? [] : [{ ip }] } } },
      ],
    },
    endpointSlices: {
      items: [
        {
          metadata: { ...name, labels: { 'kubernetes.io/service-name': 'hello' } },
          endpoints: [{ conditions: { ready } }],
        },
      ],
    },
    agents: {
      items: agents === undefined ? [] : [{ metadata: { name: 'failover-agent' }, status: { availableReplicas: agents } }],
    },
    announcements: { items: [{ status: { serviceName: 'hello', serviceNamespace: 'hello', peers: ['border-1'] } }] },
    ...more,
  } as unknown as ClusterReading;
}
const vip = (...args: Parameters<typeof reading>) => observationOf(site, reading(...args)).vips[0];

test('a VIP is announced that has an address, a ready endpoint, and a speaker that sends it', () => {
  expect(vip()).toEqual({ service: 'hello', state: 'announced' });
});

test.each([
  ['without a Service', {}, { services: { items: [] } }, 'down', 'there is no Service hello/hello'],
  ['without an address', { ip: undefined }, {}, 'down', 'the Service has no address'],
  ['whose endpoints are not ready', { ready: false }, {}, 'down', 'no endpoint is ready'],
  ['that no speaker sends', {}, { announcements: { items: [] } }, 'down', 'no speaker announces it to a router'],
  ['that the agent withdrew', { labels: { 'anycast-mec.io/route': 'withdrawn' } }, {}, 'withdrawn', 'label anycast-mec.io/route'],
  ['that the agent drains', { labels: { 'anycast-mec.io/route': 'drain' } }, {}, 'drained', 'label anycast-mec.io/route'],
  [
    'for which maintenance was asked',
    { annotations: { 'anycast-mec.io/maintenance': 'drain' } },
    {},
    'drained',
    'anycast-mec.io/maintenance',
  ],
  [
    'for which maintenance was asked by a label without a value, as the agent reads it',
    { labels: { 'anycast-mec.io/maintenance': '' } },
    {},
    'drained',
    'anycast-mec.io/maintenance',
  ],
  [
    'whose route is what nobody knows',
    { labels: { 'anycast-mec.io/route': 'gone' } },
    {},
    'withdrawn',
    'label anycast-mec.io/route',
  ],
] as const)('a VIP %s is not', (_, change, more, state, reason) => {
  expect(vip(change, more)).toEqual({ service: 'hello', state, reason });
});

test.each(['off', 'false'])('a VIP whose maintenance is %s is announced, as the agent takes it', (value) => {
  for (const place of ['labels', 'annotations'])
    expect(vip({ [place]: { 'anycast-mec.io/maintenance': value } })).toEqual({ service: 'hello', state: 'announced' });
});

test('where nothing is known of speakers, address and endpoints count alone', () => {
  expect(vip({}, { announcements: undefined })).toEqual({ service: 'hello', state: 'announced' });
});

test('an agent without a pod is a problem, no agent is none', () => {
  expect(observationOf(site, reading({ agents: 0 })).problems).toEqual(['no pod of the agent failover-agent is available']);
  expect(observationOf(site, reading({ agents: 2 })).problems).toEqual([]);
  expect(observationOf(site, reading()).problems).toEqual([]);
});

test.each([
  ['an endpoint that says nothing of its state is ready', { endpointSlices: slices({ endpoints: [{}] }) }, 'announced'],
  ['one ready endpoint of two is enough', { endpointSlices: slices({ endpoints: [unready, {}] }) }, 'announced'],
  ['a slice without endpoints has none', { endpointSlices: slices({ endpoints: null }) }, 'down'],
  ['a slice of another Service does not count', { endpointSlices: slices({ labels: { [ofService]: 'other' } }) }, 'down'],
  ['nor one of another namespace', { endpointSlices: slices({ namespace: 'other' }) }, 'down'],
  ['nor one without labels', { endpointSlices: slices({ labels: undefined }) }, 'down'],
  ['a speaker without a router announces to nobody', { announcements: speakers({ peers: [] }) }, 'down'],
  ['nor does one that names none', { announcements: speakers({ peers: undefined }) }, 'down'],
  ['nor one of another Service', { announcements: speakers({ serviceName: 'other' }) }, 'down'],
  ['nor one of another namespace', { announcements: speakers({ serviceNamespace: 'other' }) }, 'down'],
  ['nor one without a state', { announcements: { items: [{}] } }, 'down'],
])('%s', (_, more, state) => expect(vip({}, more)?.state).toBe(state));

test('what kubectl tells is read as far as it is looked at, and refused where it is otherwise', () => {
  const { services, endpointSlices, agents, announcements } = reading({ agents: 2 });
  expect(shapes.services.parse(services)).toEqual(services);
  expect(shapes.endpointSlices.parse(endpointSlices)).toEqual(endpointSlices);
  expect(shapes.agents.parse(agents)).toEqual(agents);
  expect(shapes.announcements.parse(announcements)).toEqual(announcements);
  for (const shape of Object.values(shapes)) {
    expect(() => shape.parse({ items: [{ metadata: { name: 1 }, status: { serviceName: 1 } }] })).toThrow();
    expect(() => shape.parse({})).toThrow();
  }
});
