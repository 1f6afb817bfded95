import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DelayLine } from './delay-line';
import type { DelayedPair } from './delay-line';
import type { LabNode } from './lab-node';
import { NamespaceNode } from './namespace-node';
import type { Port } from './port';
import { must, run } from './run';
import { unknownName } from '../usage/usage-error';
import { Wire } from './wire';
import type { Cut, CutKind } from './wire';

/** What makes the delay of links: the kernel's netem, the lab's delay line, or nothing. */
export type DelayMeans = 'netem' | 'delay-line' | 'none';

/** How a network is made. */
export interface LabNetworkOptions {
  /** Folder for the folders of nodes. Short: a unix socket has room for 108 characters. */
  readonly folder: string;
  /** What names of its namespaces begin with, where others are beside it. @default - nothing */
  readonly prefix?: string;
  /** @default none */
  readonly delay?: DelayMeans;
}

/** Name of the node that holds the far ends of all interfaces. */
const wires = 'wires';

/**
 * Network namespaces and what joins them. No interface of a node is joined to another node's: each has its far end in one namespace
 * apart, the wires, on a bridge of its link or LAN (or on the delay line). A cable is cut there, so that a node notices what it would
 * notice, loss of carrier or nothing, and loses no address or route by it.
 */
export class LabNetwork {
  public readonly delay: DelayMeans;
  private readonly delayed: DelayedPair[] = [];
  private line: DelayLine | undefined;
  private readonly byName = new Map<string, NamespaceNode>();
  private readonly byPort = new Map<string, Wire>();
  private readonly folder: string;
  private readonly prefix: string;
  private pending: { lines: string[]; wireLines: string[]; done: Promise<void> } | undefined;
  private made: Promise<unknown> | undefined;
  private counter = { node: 0, wire: 0, bridge: 0 };

  public constructor({ folder, prefix = '', delay = 'none' }: LabNetworkOptions) {
    this.folder = folder;
    this.prefix = prefix;
    this.delay = delay;
  }

  /** Makes a node with its loopback up. @throws Error if there is one of this name */
  public async node(name: string): Promise<LabNode> {
    if (this.byName.has(name)) throw new Error(`the lab has a node ${name} already`);
    const netns = `${this.prefix}${name.replaceAll('/', '.')}`;
    const folder = join(this.folder, `n${this.counter.node++}`); // short, for the sockets in it
    mkdirSync(folder, { recursive: true });
    const node = new NamespaceNode(name, netns, folder);
    this.byName.set(name, node);
    await this.queue([`netns add ${netns}`], []);
    await node.ip(['link set lo up']);
    return node;
  }

  /** A node. @throws Error with the names that there are */
  public find(name: string): LabNode {
    return this.own(name);
  }

  /** All nodes, without the one that holds the wires. */
  public nodes(): LabNode[] {
    return [...this.byName.values()].filter((node) => node.name !== wires);
  }

  /** The node that holds the far ends of all interfaces. */
  public async wires(): Promise<LabNode> {
    this.made ??= this.node(wires).then((node) =>
      node.must('sysctl', ['-q', '-w', 'net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1']),
    );
    await this.made;
    return this.own(wires);
  }

  /**
   * Joins two interfaces; makes them.
   *
   * @param delay of what each end sends, ms. @default - none
   */
  public async link(a: Port, b: Port, delay: { readonly aMs: number; readonly bMs: number } = { aMs: 0, bMs: 0 }): Promise<void> {
    await this.wires();
    const [one, other] = [this.wire(a), this.wire(b)];
    one.partner = other;
    other.partner = one;
    if (this.delay === 'delay-line' && (delay.aMs > 0 || delay.bMs > 0)) {
      one.join = other.join = 'line';
      this.delayed.push({ name: one.far, a: one.far, b: other.far, abMs: delay.aMs, baMs: delay.bMs });
      await this.queue([this.veth(a, one), this.veth(b, other)], [`link set ${one.far} up`, `link set ${other.far} up`]);
    } else {
      await this.bridge([
        [a, one],
        [b, other],
      ]);
    }
    await this.netem(a, delay.aMs);
    await this.netem(b, delay.bMs);
  }

  /** Joins any number of interfaces to one LAN; makes them. `delayMs` is that of what the port sends. */
  public async lan(name: string, ports: readonly (Port & { readonly delayMs?: number })[]): Promise<void> {
    await this.wires();
    const members = ports.map((port) => [port, this.wire(port)] as const);
    for (const [{ delayMs = 0 }, wire] of members) {
      if (this.delay !== 'delay-line' || delayMs <= 0) continue;
      // The delay line stands between the far end and a second pair, whose other end is on the bridge.
      wire.behind = { line: `${wire.far}l`, port: `${wire.far}b` };
      this.delayed.push({ name: wire.far, a: wire.far, b: wire.behind.line, abMs: delayMs, baMs: 0 });
    }
    await this.bridge(members, name);
    for (const port of ports) await this.netem(port, port.delayMs ?? 0);
  }

  /**
   * Joins one more interface to the link or LAN of another; makes it. It is without delay.
   *
   * @param beside an interface that is wired already
   * @throws Error where that link is made by the delay line, which has two ends
   */
  public async join(port: Port, beside: Port): Promise<void> {
    const { bridge } = this.wireOf(beside);
    if (bridge === undefined)
      throw new Error(
        `${beside.node}:${beside.name} hangs on the delay line, which nothing joins: start the lab with --no-delay`,
      );
    const wire = this.wire(port);
    wire.bridge = bridge;
    await this.queue([this.veth(port, wire)], [`link set ${wire.far} master ${bridge} up`]);
  }

  /** Ends everything in a node, and takes it and its interfaces away. @throws Error with the names that there are */
  public async remove(name: string): Promise<void> {
    const node = this.own(name);
    await node.end();
    this.byName.delete(name);
    for (const port of this.portsOf(name)) this.byPort.delete(`${port.node}:${port.name}`);
    await must('ip', ['netns', 'del', node.netns]);
  }

  /**
   * Starts the delay line for all links that were made; without it nothing passes them.
   *
   * @param program path of the delay line's program
   */
  public async startDelayLine(program: string): Promise<DelayLine> {
    const line = await DelayLine.start(await this.wires(), program, this.delayed);
    this.line = line;
    for (const wire of this.byPort.values()) {
      if (wire.join !== 'line') continue;
      const link = this.delayed.find(({ a, b }) => a === wire.far || b === wire.far)?.name;
      if (link !== undefined) wire.setDrop = (percent) => line.setDrop(link, percent);
    }
    return line;
  }

  /** The delay line, where one runs. */
  public get delayLine(): DelayLine | undefined {
    return this.line;
  }

  /** Every interface of a node that is wired. */
  public portsOf(node: string): Port[] {
    return [...this.byPort.values()].map((wire) => wire.port).filter((port) => port.node === node);
  }

  /** The interface at the other end of a link; undefined on a LAN. @throws Error if there is no such interface */
  public otherEnd(port: Port): Port | undefined {
    return this.wireOf(port).partner?.port;
  }

  /** Ports that are on the same link or LAN, itself included. */
  public sharing(port: Port): Port[] {
    const wire = this.wireOf(port);
    if (wire.partner) return [port, wire.partner.port];
    return [...this.byPort.values()].filter((other) => other.bridge === wire.bridge).map((other) => other.port);
  }

  /**
   * Prepares the cut of the cables of these interfaces; several cuts of one cable add up, and it works again when all are healed.
   *
   * @param kind `carrier`: the node sees it at once; `silent`: frames vanish both ways; a number: this percentage of them vanishes
   */
  public prepareCut(ports: readonly Port[], kind: CutKind): Cut {
    const affected = ports.map((port) => this.wireOf(port));
    return Wire.cut(this.own(wires), affected, kind);
  }

  /** Whether the cable of an interface is cut. */
  public isCut(port: Port): boolean {
    return this.wireOf(port).isCut;
  }

  /** Ends all processes of nodes at once, without waiting: for the end of this process. */
  public killAll(): void {
    for (const node of this.byName.values()) node.kill();
  }

  /** Ends all processes and removes all namespaces: for networks outside of a keeper, whose end would do the same. */
  public async close(): Promise<void> {
    const nodes = [...this.byName.values()];
    await Promise.all(nodes.map((node) => node.end()));
    if (nodes.length) await run('ip', ['-force', '-batch', '-'], nodes.map((node) => `netns del ${node.netns}\n`).join(''));
    this.byName.clear();
    this.byPort.clear();
  }

  private own(name: string): NamespaceNode {
    const node = this.byName.get(name);
    if (!node)
      throw unknownName(
        'node',
        name,
        this.nodes().map((other) => other.name),
      );
    return node;
  }

  private wireOf(port: Port): Wire {
    const wire = this.byPort.get(`${port.node}:${port.name}`);
    if (wire) return wire;
    const there = this.portsOf(port.node).map((other) => other.name);
    throw unknownName('interface', port.name, there, port.node);
  }

  private wire(port: Port): Wire {
    const wire = new Wire(port, `w${this.counter.wire++}`);
    this.byPort.set(`${port.node}:${port.name}`, wire);
    return wire;
  }

  private veth(port: Port, wire: Wire): string {
    const near = `netns ${this.own(port.node).netns}`;
    return `link add name ${port.name} ${near} type veth peer name ${wire.far} netns ${this.own(wires).netns}`;
  }

  private async bridge(members: readonly (readonly [Port, Wire])[], alias?: string): Promise<void> {
    const bridge = `br${this.counter.bridge++}`;
    const lines = [`link add ${bridge} type bridge stp_state 0 forward_delay 0 mcast_snooping 0`];
    if (alias !== undefined) lines.push(`link set ${bridge} alias "${alias}"`);
    for (const [, wire] of members) {
      wire.bridge = bridge;
      const { behind } = wire;
      if (behind) lines.push(`link add ${behind.line} type veth peer name ${behind.port}`, `link set ${behind.line} up`);
      if (behind) lines.push(`link set ${wire.far} up`, `link set ${behind.port} master ${bridge} up`);
      else lines.push(`link set ${wire.far} master ${bridge} up`);
    }
    await this.queue(
      members.map(([port, wire]) => this.veth(port, wire)),
      [...lines, `link set ${bridge} up`],
    );
  }

  private async netem(port: Port, ms: number): Promise<void> {
    if (this.delay !== 'netem' || ms <= 0) return;
    const netem = ['qdisc', 'add', 'dev', port.name, 'root', 'netem', 'limit', '100000', 'delay', `${ms}ms`];
    await must('tc', ['-n', this.own(port.node).netns, ...netem]);
  }

  /** What is asked for in one go of the event loop is done by one `ip -batch`: a process for each would cost 2 ms. */
  private queue(lines: readonly string[], wireLines: readonly string[]): Promise<void> {
    this.pending ??= { lines: [], wireLines: [], done: new Promise((resolve) => setImmediate(resolve)).then(() => this.flush()) };
    this.pending.lines.push(...lines);
    this.pending.wireLines.push(...wireLines);
    return this.pending.done;
  }

  private async flush(): Promise<void> {
    const work = this.pending;
    this.pending = undefined;
    if (work?.lines.length) await must('ip', ['-batch', '-'], `${work.lines.join('\n')}\n`);
    if (work?.wireLines.length) await this.own(wires).ip(work.wireLines);
  }
}
