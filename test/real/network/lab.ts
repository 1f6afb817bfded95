import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, run } from './run';

/** An interface in a namespace. */
export interface Port {
  readonly node: string;
  readonly name: string;
}

/**
 * Network namespaces, links between them and processes in them. Every name begins with a random id, everything made is known,
 * and {@link Lab.close} takes all of it away again; nothing else on the machine is touched.
 */
export class Lab {
  /** What the names of this lab's namespaces begin with. */
  public readonly id = `am${randomBytes(3).toString('hex')}`;
  /** Folder of this lab's files. Short: a unix socket has room for 108 characters. */
  public readonly folder: string;
  private readonly namespaces = new Map<string, string>();
  private readonly processes = new Set<ChildProcess>();
  private bridges = 0;
  private readonly endWithUs = () => this.killAll();

  public constructor() {
    this.folder = mkdtempSync(join(tmpdir(), `${this.id}-`));
    chmodSync(this.folder, 0o755); // daemons give up root and must still reach their sockets
    process.once('exit', this.endWithUs);
  }

  /** Makes a namespace with its loopback up. */
  public async node(name: string): Promise<void> {
    const namespace = `${this.id}-${this.namespaces.size}`;
    this.namespaces.set(name, namespace);
    await must('ip', ['netns', 'add', namespace]);
    await this.ip(name, ['link set lo up']);
  }

  /** Name of a node's namespace. */
  public namespace(node: string): string {
    const namespace = this.namespaces.get(node);
    if (namespace === undefined) throw new Error(`the lab has no node ${node}`);
    return namespace;
  }

  /** A folder of the node's own. */
  public nodeFolder(node: string, name: string): string {
    const folder = join(this.folder, this.namespace(node).slice(this.id.length + 1), name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Runs lines of `ip` in a node. */
  public async ip(node: string, lines: readonly string[]): Promise<void> {
    await must('ip', ['-n', this.namespace(node), '-batch', '-'], lines.join('\n') + '\n');
  }

  /** Joins two interfaces. */
  public async link(one: Port, other: Port): Promise<void> {
    await must('ip', [
      'link',
      'add',
      'name',
      one.name,
      'netns',
      this.namespace(one.node),
      'type',
      'veth',
      'peer',
      'name',
      other.name,
      'netns',
      this.namespace(other.node),
    ]);
  }

  /** Joins any number of interfaces to one LAN: a bridge in a namespace for all bridges. */
  public async lan(ports: readonly Port[]): Promise<void> {
    const switches = ' switches';
    if (!this.namespaces.has(switches)) await this.node(switches);
    const bridge = `br${this.bridges++}`;
    await this.ip(switches, [`link add ${bridge} type bridge`, `link set ${bridge} up`]);
    for (const [index, port] of ports.entries()) {
      const name = `${bridge}p${index}`;
      await this.link({ node: switches, name }, port);
      await this.ip(switches, [`link set ${name} master ${bridge} up`]);
    }
  }

  /** Starts a process that this lab ends. Its output is collected for messages. */
  public start(
    program: string,
    args: readonly string[],
    environment: Record<string, string>,
  ): { child: ChildProcess; said: () => string } {
    const child = spawn(program, [...args], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    this.processes.add(child);
    child.once('exit', () => this.processes.delete(child));
    return { child, said: () => said };
  }

  /** Ends all processes and removes all namespaces and files. */
  public async close(): Promise<void> {
    const ended = [...this.processes].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    this.killAll();
    await Promise.all(ended);
    for (const namespace of this.namespaces.values()) await run('ip', ['netns', 'del', namespace]);
    rmSync(this.folder, { recursive: true, force: true });
    process.off('exit', this.endWithUs);
  }

  /** Each process is the first of a PID namespace of its own (`unshare --kill-child`): all its daemons end with it. */
  private killAll(): void {
    for (const child of this.processes) child.kill('SIGKILL');
  }
}
