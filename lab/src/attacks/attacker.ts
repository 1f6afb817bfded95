import { randomUUID } from 'node:crypto';
import { HostApplication } from '../hosts/application';
import { prefixesOf } from '../hosts/speaking-host';
import type { RunningLab, Undo } from '../model/running-lab';
import { undoAll } from '../model/undo';
import type { LabNode } from '../network/lab-node';
import type { NodeProcess, StartOptions } from '../network/node-process';
import { edgeInterface, upLines } from '../network/topology';
import type { Scene } from './scene';

/** What an attacker sent, and what reached it, since it stands there. */
export interface Traffic {
  readonly packets: number;
  readonly bytes: number;
  /** Packets between the client beside and the VIP. */
  readonly astray: number;
  /** Echo replies: what others sent because of the attacker. */
  readonly reflected: number;
}

/** TTL of everything that an attacker sends: the highest, as GTSM (RFC 5082) wants it of a neighbor. */
const highestTtl = 255;

/**
 * Hardware address of every attacker, one of local administration: the next one at the same place has the same address of IP, and neighbors still
 * know the last one's.
 */
const hardware = '02:00:5e:00:53:01';

/** The machine of an attacker: a node of its own in the lab, which is gone afterwards. */
export class Attacker {
  /**
   * Puts it where the scene wants it. Nothing is sent yet.
   *
   * @throws Error if the lab cannot take it, after everything was taken back
   */
  public static async place(lab: RunningLab, scene: Scene): Promise<Attacker> {
    const undos: Undo[] = [];
    try {
      const { network } = lab;
      const node = await network.node(`attacker/${randomUUID().slice(0, 8)}`);
      undos.push(() => network.remove(node.name));
      if (scene.replaces) {
        const cut = network.prepareCut([scene.replaces], 'carrier');
        undos.push(() => cut.undo());
        await cut.apply();
      }
      await network.join({ node: node.name, name: edgeInterface }, scene.beside);
      await node.must('sysctl', ['-q', '-w', `net.ipv4.ip_default_ttl=${highestTtl}`, 'net.ipv4.tcp_syncookies=1']);
      await node.ip([
        `link set ${edgeInterface} address ${hardware}`,
        ...upLines(edgeInterface, [scene.own]),
        `route add default via ${scene.gateway} dev ${edgeInterface}`,
      ]);
      await node.must('nft', ['-f', '-'], { input: countersOf(scene) });
      return new Attacker(lab, node, undos);
    } catch (error) {
      await undoAll(undos);
      throw error;
    }
  }

  private constructor(
    /** The lab that it stands in: what it is to know of others, such as their sequence numbers, is looked up there. */
    public readonly lab: RunningLab,
    public readonly node: LabNode,
    private readonly undos: readonly Undo[],
  ) {}

  /**
   * Starts a program of the attacker. It has no real-time priority, though the keeper has it while something is measured: the machine of an
   * attacker must not take the processor from those of others.
   */
  public start(program: string, args: readonly string[], options?: StartOptions): NodeProcess {
    return this.node.start('chrt', ['--other', '0', program, ...args], options);
  }

  /** Answers for the VIPs of its site, as the host does that it was before. */
  public async serve({ site }: Scene): Promise<void> {
    const [host] = site.hosts;
    if (!host) throw new Error(`${site.name} has no hosts`);
    await this.node.ip(site.services.flatMap(prefixesOf).map((vip) => `address replace ${vip} dev lo`));
    await new HostApplication(this.node, host, this.lab.programs.application, () => undefined).start();
  }

  /** What it has sent, and what has reached it. */
  public async traffic(): Promise<Traffic> {
    const device = await this.node.must('cat', ['/proc/net/dev']);
    const counters = await this.node.must('nft', ['-j', 'list', 'counters']);
    return { ...sentIn(device), astray: packetsIn(counters, 'astray'), reflected: packetsIn(counters, 'reflected') };
  }

  /** Ends everything of it, takes it away, and gives its place back. */
  public remove(): Promise<void> {
    return undoAll(this.undos);
  }
}

function countersOf({ clientAddress, vip }: Scene): string {
  return `table inet attacker {
  counter astray {}
  counter reflected {}
  chain seen {
    type filter hook prerouting priority raw; policy accept;
    ip saddr ${clientAddress} ip daddr ${vip} counter name astray
    ip saddr ${vip} ip daddr ${clientAddress} counter name astray
    icmp type echo-reply counter name reflected
  }
}
`;
}

/** Of /proc/net/dev: what left the interface. proc(5): 8 columns of what came in, then bytes and packets of what went out. */
export function sentIn(text: string): { readonly packets: number; readonly bytes: number } {
  const line = text.split('\n').find((one) => one.trim().startsWith(`${edgeInterface}:`));
  const columns = line?.split(':')[1]?.trim().split(/\s+/).map(Number) ?? [];
  return { bytes: columns[8] ?? 0, packets: columns[9] ?? 0 };
}

function packetsIn(text: string, of: string): number {
  const { nftables } = JSON.parse(text) as { nftables: { counter?: { name: string; packets: number } }[] };
  return nftables.find(({ counter }) => counter?.name === of)?.counter?.packets ?? 0;
}
