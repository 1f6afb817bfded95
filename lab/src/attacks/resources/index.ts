import type { Attack } from '../attack';
import { broadcastEcho } from './broadcast-echo';
import { fragments } from './fragments';
import { largePackets } from './large-packets';
import { synFlood } from './syn-flood';
import { udpFlood } from './udp-flood';

/** Attacks that use up what others need: links, processors, connections. */
export const resources: readonly Attack[] = [synFlood, largePackets, fragments, udpFlood, broadcastEcho];
