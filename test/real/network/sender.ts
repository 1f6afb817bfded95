import type { LabNode } from '../../../lab/src/network/lab-node';

/** Datagrams, or attempts to connect, of a node that may lie about who it is. */
export interface Sending {
  /** An address of the node. */
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** @default - datagrams; `tcp` connects */
  readonly over?: 'udp' | 'tcp';
  /** TTL or hop limit of datagrams. @default 64 */
  readonly ttl?: number;
  /** @default 1 */
  readonly times?: number;
}

const program = `
const { from, to, port, over = 'udp', ttl = 64, times = 1 } = JSON.parse(process.argv[1]);
if (over === 'tcp') {
  for (let left = times; left > 0; left--)
    require('net').connect({ host: to, port, localAddress: from }).on('error', () => undefined);
  setTimeout(() => process.exit(0), 500);
} else {
  const socket = require('dgram').createSocket(to.includes(':') ? 'udp6' : 'udp4');
  socket.bind({ address: from, port: 0 }, () => {
    socket.setTTL(ttl);
    let left = times;
    const next = () => (left-- > 0 ? socket.send('x', port, to, next) : socket.close());
    next();
  });
}`;

/** Sends from a node, and returns when all has left it. Test equipment. */
export async function send(node: LabNode, sending: Sending): Promise<void> {
  await node.must(process.execPath, ['-e', program, JSON.stringify(sending)]);
}
