import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect, RouterFile } from 'anycast-mec';
import { FrrVty } from 'anycast-mec/clients';
import type { LabNode } from '../network/lab-node';
import { must, run } from '../network/run';
import { bootDaemons } from './boot';
import type { DaemonCommand, DaemonFolders } from './boot';
import { bestPathOf, bfdOf, neighborsOf, routesOf, sessionsOf } from './frr-answers';
import { prepareKeepalived } from './keepalived';
import { kernelRoutes } from './kernel';
import { killDaemon } from './kill-daemon';
import type { BgpRoute, Family, KernelRoute, NeighborState, RunningRouter } from './running-router';

/** Where Debian keeps the daemons. */
const programs = '/usr/lib/frr';

/** Daemons that the file `daemons` switches on with their options, zebra first; zebra and staticd always run. */
export function daemonsOf(files: readonly RouterFile[]): DaemonCommand[] {
  const text = files.find((file) => file.path === 'daemons')?.content ?? '';
  const on = [...text.matchAll(/^(\w+)=yes\s*$/gm)]
    .map((match) => String(match[1]))
    .filter((name) => name.endsWith('d') && name !== 'watchfrr');
  const names = [...new Set(['zebra', 'staticd', ...on])].sort((a, b) => Number(b === 'zebra') - Number(a === 'zebra'));
  return names.map((daemon) => {
    const given = new RegExp(`^${daemon}_options="(.*)"\\s*$`, 'm').exec(text)?.[1] ?? '-A 127.0.0.1';
    const log = `file:/run/frr/${daemon}.log`;
    return { daemon, command: [join(programs, daemon), '-d', '--log', log, ...given.split(/\s+/).filter(Boolean)] };
  });
}

/** How an FRR router gets its configuration: a file for each daemon, or the integrated `frr.conf` by vtysh, as a machine does at boot. */
export type FrrLoading = 'split' | 'integrated';

/** FRR in a node. */
export class FrrRouter implements RunningRouter {
  public readonly dialect: Dialect = 'frr';
  public readonly daemons: readonly string[];
  /** Lines behind the generated ones of a daemon, by daemon, at the next start. */
  public additions: ReadonlyMap<string, string> = new Map();
  private readonly folders: DaemonFolders;
  private readonly commands: readonly DaemonCommand[];
  private readonly sockets = new Map<string, FrrVty>();

  /** Writes the files; nothing runs before {@link boot}. @param loading @default split */
  public constructor(
    public readonly node: LabNode,
    private readonly files: readonly RouterFile[],
    private readonly loading: FrrLoading = 'split',
  ) {
    const keepalived = prepareKeepalived(node, files);
    const own = daemonsOf(files);
    this.commands = [...own, ...(keepalived ? [keepalived.command] : [])];
    this.daemons = own.map(({ daemon }) => daemon);
    this.folders = {
      run: join(node.folder, 'run'),
      etc: join(node.folder, 'etc'),
      ...(keepalived && { keepalived: keepalived.folder }),
    };
  }

  public get name(): string {
    return this.node.name;
  }

  public async boot(): Promise<void> {
    const owner = await frrUser();
    for (const folder of [this.folders.run, this.folders.etc]) {
      mkdirSync(folder, { recursive: true });
      chownSync(folder, owner.user, owner.group);
    }
    for (const { path, content } of this.files) {
      const name =
        /^split\/(\w+\.conf)$/.exec(path)?.[1] ??
        (['sysctl.conf', 'nftables.conf', 'vtysh.conf'].includes(path) ? path : undefined);
      if (name === undefined || (path.startsWith('split/') && this.loading === 'integrated')) continue;
      const file = join(this.folders.etc, name);
      const more = path.startsWith('split/') ? (this.additions.get(name.replace(/\.conf$/, '')) ?? '') : '';
      writeFileSync(file, content + more, { mode: 0o640 });
      chownSync(file, owner.user, owner.group);
    }
    const said = await bootDaemons(this.node, this.commands, this.folders);
    const refused = said.split('\n').filter((line) => /on config line|Error occurred|unknown command/i.test(line));
    if (refused.length) throw new Error(`${this.name}: FRR refused a part of its configuration:\n${said}`);
    if (this.loading === 'integrated') await this.loadIntegrated();
  }

  public async command(command: string, daemon = 'bgpd'): Promise<string> {
    return this.vty(daemon).command(command);
  }

  /** Changes the running configuration of a daemon. */
  public async configure(daemon: string, lines: readonly string[]): Promise<void> {
    await this.vty(daemon).configure(lines);
  }

  /** The running configuration of all daemons, one behind the other. */
  public async runningConfig(): Promise<string> {
    const texts = await Promise.all(this.daemons.map((daemon) => this.command('show running-config', daemon)));
    return texts.join('\n');
  }

  public async sessions(): Promise<Map<string, string>> {
    if (!this.daemons.includes('bgpd')) return new Map();
    return sessionsOf(await this.command('show bgp summary json'));
  }

  public async neighbors(): Promise<ReadonlyMap<string, NeighborState>> {
    if (!this.daemons.includes('bgpd')) return new Map();
    return neighborsOf(await this.command('show bgp summary json'));
  }

  public async bfd(): Promise<Map<string, string>> {
    if (!this.daemons.includes('bfdd')) return new Map();
    return bfdOf(await this.command('show bfd peers json', 'bfdd'));
  }

  public async routes(family: Family): Promise<BgpRoute[]> {
    if (!this.daemons.includes('bgpd')) return [];
    return routesOf(await this.command(`show bgp ipv${family} unicast json`));
  }

  public async bestPath(prefix: string): Promise<BgpRoute | undefined> {
    if (!this.daemons.includes('bgpd')) return undefined;
    return bestPathOf(prefix, await this.command(`show bgp ipv${prefix.includes(':') ? 6 : 4} unicast ${prefix} json`));
  }

  public fib(prefix: string): Promise<KernelRoute[]> {
    return kernelRoutes(this.node, prefix);
  }

  public killDaemon(daemon: string): Promise<void> {
    return killDaemon(this.node, this.name, daemon, this.daemons);
  }

  public async startDaemon(daemon: string): Promise<void> {
    const found = this.commands.find((entry) => entry.daemon === daemon);
    if (!found)
      throw new Error(`${this.name} has no ${daemon}; it has: ${this.commands.map((entry) => entry.daemon).join(', ')}`);
    const [program = '', ...args] = found.command;
    await this.node.must(program, args);
  }

  private vty(daemon: string): FrrVty {
    const known = this.sockets.get(daemon);
    if (known) return known;
    if (!this.daemons.includes(daemon)) throw new Error(`${this.name} has no ${daemon}; it has: ${this.daemons.join(', ')}`);
    const vty = new FrrVty(join(this.folders.run, `${daemon}.vty`));
    this.sockets.set(daemon, vty);
    return vty;
  }

  private async loadIntegrated(): Promise<void> {
    // Not in the folder of the daemons: each would wait for vtysh when it starts.
    const conf = join(this.node.folder, 'frr.conf');
    writeFileSync(conf, this.files.find((file) => file.path === 'frr.conf')?.content ?? '');
    chmodSync(conf, 0o644);
    const { code, out, err } = await run('vtysh', ['--vty_socket', this.folders.run, '-H', '/dev/null', '-f', conf]);
    const said = `${out}${err}`.split('\n').filter((line) => /%|failure|error|unknown/i.test(line));
    if (code !== 0 || said.length) throw new Error(`${this.name}: FRR refused a part of frr.conf (code ${code}):\n${out}${err}`);
  }
}

let known: Promise<{ user: number; group: number }> | undefined;

/** The user that FRR gives up root for. @throws Error if FRR is not installed */
function frrUser(): Promise<{ user: number; group: number }> {
  if (!existsSync(join(programs, 'zebra'))) throw new Error(`FRR is not installed (${programs}/zebra); remedy: make setup`);
  known ??= (async () => ({ user: Number(await must('id', ['-u', 'frr'])), group: Number(await must('id', ['-g', 'frr'])) }))();
  return known;
}
