import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect, RouterFile } from 'anycast-mec';
import type { LabNode } from '../network/lab-node';
import { must } from '../network/run';
import { bfdOf, neighborsOf, routesOf, sessionsOf } from './bird-answers';
import { BirdSocket } from './bird-socket';
import { bootDaemons } from './boot';
import type { DaemonFolders } from './boot';
import { keepalived, prepareKeepalived } from './keepalived';
import type { Keepalived } from './keepalived';
import { kernelRoutes } from './kernel';
import { killDaemon } from './kill-daemon';
import type { BgpRoute, Family, KernelRoute, NeighborState, RunningRouter } from './running-router';

/** BIRD in a node. */
export class BirdRouter implements RunningRouter {
  public readonly dialect: Dialect = 'bird';
  public readonly daemons: readonly string[] = ['bird'];
  private readonly folders: DaemonFolders;
  private readonly keepalived: Keepalived | undefined;
  private readonly socket: BirdSocket;

  /** Nothing runs before {@link boot}. */
  public constructor(
    public readonly node: LabNode,
    private readonly files: readonly RouterFile[],
  ) {
    this.keepalived = prepareKeepalived(node, files);
    this.folders = {
      run: join(node.folder, 'run'),
      etc: join(node.folder, 'etc'),
      ...(this.keepalived && { keepalived: this.keepalived.folder }),
    };
    this.socket = new BirdSocket(join(this.folders.run, 'bird.ctl'));
    for (const folder of [this.folders.run, this.folders.etc]) mkdirSync(folder, { recursive: true });
    for (const { path, content } of files) {
      if (!path.includes('/')) writeFileSync(join(this.folders.etc, path), content, { mode: 0o640 });
    }
  }

  public get name(): string {
    return this.node.name;
  }

  public async boot(): Promise<void> {
    await must('bird', ['-p', '-c', this.configuration]);
    const commands = [{ daemon: 'bird', command: this.program }, ...(this.keepalived ? [this.keepalived.command] : [])];
    await bootDaemons(this.node, commands, this.folders);
  }

  public command(command: string): Promise<string> {
    return this.socket.command(command);
  }

  /** The configuration that it runs, or starts with next. */
  public get text(): string {
    return readFileSync(this.configuration, 'utf8');
  }

  /** Replaces the configuration while the daemon runs; one that is still being taken comes first. @throws Error with what BIRD says */
  public async configure(text: string): Promise<void> {
    writeFileSync(this.configuration, text);
    const said = await this.command('configure');
    if (!/Reconfigur(ed|ation (already )?in progress)/.test(said)) throw new Error(`${this.name}: ${said}`);
  }

  /** Replaces the configuration of the next start. */
  public prepare(text: string): void {
    writeFileSync(this.configuration, text);
  }

  public async sessions(): Promise<Map<string, string>> {
    return sessionsOf(await this.command('show protocols all'));
  }

  public async neighbors(): Promise<ReadonlyMap<string, NeighborState>> {
    return neighborsOf(await this.command('show protocols all'));
  }

  public async bfd(): Promise<Map<string, string>> {
    // Without a BFD protocol BIRD refuses the question.
    if (!this.files.some((file) => file.path === 'bird.conf' && file.content.includes('protocol bfd'))) return new Map();
    return bfdOf(await this.command('show bfd sessions'));
  }

  public async routes(family: Family): Promise<BgpRoute[]> {
    return routesOf(await this.command(`show route table master${family} all`));
  }

  public async bestPath(prefix: string): Promise<BgpRoute | undefined> {
    const said = await this.command(`show route for ${prefix} table master${prefix.includes(':') ? 6 : 4} all`).catch(
      (error: unknown) => {
        if (String(error).includes('Network not found')) return '';
        throw error;
      },
    );
    return routesOf(said).find((route) => route.prefix === prefix && route.best);
  }

  public fib(prefix: string): Promise<KernelRoute[]> {
    return kernelRoutes(this.node, prefix);
  }

  public killDaemon(daemon: string): Promise<void> {
    return killDaemon(this.node, this.name, daemon, this.daemons);
  }

  public async startDaemon(daemon: string): Promise<void> {
    const command = daemon === 'bird' ? this.program : daemon === keepalived ? this.keepalived?.command.command : undefined;
    if (!command) throw new Error(`${this.name} has no ${daemon}; it has: bird${this.keepalived ? `, ${keepalived}` : ''}`);
    const [program = '', ...args] = command;
    await this.node.must(program, args);
  }

  private get configuration(): string {
    return join(this.folders.etc, 'bird.conf');
  }

  private get program(): string[] {
    const { run } = this.folders;
    return ['bird', '-c', this.configuration, '-s', join(run, 'bird.ctl'), '-P', join(run, 'bird.pid')];
  }
}
