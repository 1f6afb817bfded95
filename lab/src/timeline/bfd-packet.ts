/** State that a BFD control packet tells (RFC 5880 section 4.1). */
export type BfdState = 'admin-down' | 'down' | 'init' | 'up';

const states: readonly BfdState[] = ['admin-down', 'down', 'init', 'up'];
const shortest = 24;

/** Destination port of single-hop BFD control packets (RFC 5881 section 4). */
export const bfdPort = 3784;

/** The state in a control packet; undefined if it is none. */
export function bfdStateOf(payload: Buffer): BfdState | undefined {
  if (payload.length < shortest || payload.readUInt8(0) >> 5 !== 1) return undefined;
  return states[payload.readUInt8(1) >> 6];
}
