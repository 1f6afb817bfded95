import { agentSchema, profiles } from '@anycast-mec/agent/configuration';
import * as z from 'zod';
import { healthSchema } from '../../../lib/fleet/description/health';
import { probeTiming } from '../../../lib/fleet/derive/probe-timing';

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

  test.each(['normal', 'fast', 'thesis'] as const)('has the timing of the agent in the profile %s', (profile) =>
    expect(profiles[profile]).toMatchObject(probeTiming({ profile })),
  );
});
