import { agentSchema, askedOf, longestTimeMs, parseConfiguration } from 'anycast-mec/contract';
import { healthSchema } from '../../../lib/fleet/description/health';

const service = { name: 'a', namespace: 'a', vips: ['203.0.113.1'], port: 80, protocol: 'TCP' };
const ofFleet = (health: object) => healthSchema.safeParse(health).success;
const ofAgent = (health: object) => {
  const asked = askedOf({ port: 80, ...health } as Parameters<typeof askedOf>[0]);
  return agentSchema.safeParse({ hosts: ['h'], services: [{ ...service, health: asked }] }).success;
};

describe('the health of a fleet', () => {
  test.each<[field: string, taken: readonly unknown[], refused: readonly unknown[]]>([
    ['http', ['/', '/healthz?a=b'], ['', 'healthz', '/a b', '/a\r\nHost: b']],
    [
      'tls',
      [{}, { verify: false }, { serverName: 'www.example.org' }],
      [{ serverName: '10.0.0.1' }, { verify: 'no' }, { file: 'a' }],
    ],
    ['grpc', [{}, { service: 'shop.v1.Cart' }], [{ service: 1 }]],
    ['dns', [{ name: 'a.example' }, { name: '.', type: 'SOA', answers: 0 }], [{ name: 'a b' }, { name: 'a', type: 'MX' }, {}]],
    [
      'dns',
      [{ name: 'a', answers: 65_535 }],
      [
        { name: 'a', answers: 65_536 },
        { name: 'a', answers: -1 },
      ],
    ],
    ['udp', [{ send: 'ping', expect: '^po?ng' }], [{ send: '' }, { send: 'a', expect: '(' }, { send: 'a'.repeat(1233) }]],
    ['quic', [{}], [{ version: 1 }]],
    ['profile', ['normal', 'fast', 'baseline', 'thesis'], ['slow', '']],
    ['fall', [1, 1000], [0, 1001, 1.5]],
    ['rise', [1, 1000], [0, 1001, 1.5]],
    ['port', [1, 65_535], [0, 65_536, '80']],
    ['every', ['10ms', '0.5s', '1m', '2min', '1h'], ['10', '1d', 10, '-1s']],
    ['timeout', ['10ms', '0.5s', '1m', '2min', '1h'], ['10', '1d', 10, '-1s']],
  ])('has the words of the agent for %s', (field, taken, refused) => {
    const all = (takes: (health: object) => boolean) => [...taken, ...refused].map((value) => [value, takes({ [field]: value })]);
    const wanted = [...taken.map((value) => [value, true]), ...refused.map((value) => [value, false])];
    expect(all(ofFleet)).toEqual(wanted);
    expect(all(ofAgent)).toEqual(wanted);
  });

  test('has what of TLS needs no file in the pod of the agent', () => {
    expect(ofAgent({ tls: { caFile: '/ca.crt' } })).toBe(true);
    expect(ofFleet({ tls: { caFile: '/ca.crt' } })).toBe(false);
  });

  test.each([
    [0, true],
    [1, false],
  ])('has the longest wait of the agent: %i ms more than it, taken: %s', (more, taken) => {
    const health = { port: 80, every: '1h', fall: 1000, timeout: `${longestTimeMs + more}ms` };
    const read = () => parseConfiguration(JSON.stringify({ hosts: ['h'], services: [{ ...service, health }] }), 'agent.json');
    if (taken) expect(read).not.toThrow();
    else expect(read).toThrow(/timeout/);
  });
});
