import { agentSchema, longestTimeMs, parseConfiguration } from 'anycast-mec/contract';
import * as z from 'zod';
import { healthSchema } from '../../../lib/fleet/description/health';

type Json = Record<string, any>;

/** What both say, without words and bounds that one may have beyond the other's. */
const patternsOf = (field: Json): unknown =>
  field['type'] === 'object'
    ? Object.fromEntries(Object.entries<Json>(field['properties']).map(([name, inner]) => [name, patternsOf(inner)]))
    : (field['pattern'] ?? field['enum'] ?? field['type']);

describe('the health of a fleet', () => {
  const ours = (z.toJSONSchema(healthSchema, { io: 'input' }) as Json)['properties'];
  const agents = (z.toJSONSchema(agentSchema, { io: 'input' }) as Json)['properties'].services.items.properties.health.properties;

  test.each(['http', 'dns', 'udp', 'quic', 'profile', 'fall', 'rise', 'port'])('has the words of the agent for %s', (field) =>
    expect(patternsOf(ours[field])).toEqual(patternsOf(agents[field])),
  );

  test('has what of TLS needs no file in the pod of the agent', () => {
    const { caFile, ...others } = patternsOf(agents.tls) as Json;
    expect(caFile).toBe('string');
    expect(patternsOf(ours.tls)).toEqual(others);
  });

  test.each([
    [0, true],
    [1, false],
  ])('has the longest wait of the agent: %i ms more than it, taken: %s', (more, taken) => {
    const health = { port: 80, every: '1h', fall: 1000, timeout: `${longestTimeMs + more}ms` };
    const service = { name: 'a', namespace: 'a', vips: ['203.0.113.1'], port: 80, protocol: 'TCP', health };
    const read = () => parseConfiguration(JSON.stringify({ hosts: ['h'], services: [service] }), 'agent.json');
    if (taken) expect(read).not.toThrow();
    else expect(read).toThrow(/timeout/);
  });
});
