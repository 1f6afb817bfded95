import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from '../../../lib/fleet/addresses/address';
import type { RouterFile } from '../../../lib/routers/dialects/router-file';
import { startDaemons } from './daemons';
import type { Lab } from './lab';
import type { BgpRoute, RunningRouter } from './routes';
import { must } from './run';

/** BIRD in a node. */
export class BirdRouter implements RunningRouter {
  /** Checks the configuration and starts the daemon. */
  public static async start(lab: Lab, name: string, files: readonly RouterFile[]): Promise<BirdRouter> {
    const folders = { run: lab.nodeFolder(name, 'run'), etc: lab.nodeFolder(name, 'etc') };
    for (const file of files) writeFileSync(join(folders.etc, file.path), file.content);
    await must('bird', ['-p', '-c', join(folders.etc, 'bird.conf')]);
    await startDaemons(lab, name, ['bird'], folders);
    return new BirdRouter(name, folders);
  }

  private constructor(
    public readonly name: string,
    private readonly folders: { run: string; etc: string },
  ) {}

  /** Gives a command to BIRD. */
  public command(command: string): Promise<string> {
    return must('birdc', ['-s', join(this.folders.run, 'bird.ctl'), ...command.split(' ')]);
  }

  /** Replaces the configuration while the daemon runs. */
  public async configure(text: string): Promise<void> {
    writeFileSync(join(this.folders.etc, 'bird.conf'), text);
    const said = await this.command('configure');
    if (!/Reconfigur(ed|ation in progress)/.test(said)) throw new Error(`${this.name}: ${said}`);
  }

  public async sessions(): Promise<Map<string, string>> {
    const states = new Map<string, string>();
    let state = '';
    for (const line of (await this.command('show protocols all')).split('\n')) {
      const found = /^\s+(BGP state|Neighbor address):\s+(\S+)/.exec(line);
      if (found?.[1] === 'BGP state') state = String(found[2]);
      else if (found) states.set(String(found[2]).replace(/%.*/, ''), state);
    }
    return states;
  }

  public async bfd(): Promise<Map<string, string>> {
    const lines = (await this.command('show bfd sessions')).split('\n').map((line) => line.trim().split(/\s+/));
    return new Map(
      lines
        .filter((words) => /^[0-9a-f.:]+$/.test(words[0] ?? '') && words.length >= 4)
        .map((words) => [String(words[0]), String(words[2]).toLowerCase()]),
    );
  }

  public async routes(family: Family): Promise<BgpRoute[]> {
    const routes: (BgpRoute & { bgp: boolean })[] = [];
    let prefix = '';
    for (const line of (await this.command(`show route table master${family} all`)).split('\n')) {
      const head = /^(\S+)?\s+(?:unicast|blackhole|unreachable) \[(\S+) [^\]]*\]\s*(\*)?/.exec(line);
      const attribute = /^\s+BGP\.(as_path|local_pref|next_hop):\s*(.*)/.exec(line);
      const last = routes.at(-1);
      if (head) {
        prefix = head[1] ?? prefix;
        routes.push({ prefix, best: head[3] === '*', asPath: [], nextHop: '', bgp: String(head[2]).startsWith('originated') });
      } else if (attribute && last) {
        const value = String(attribute[2]).trim();
        const learned = { ...last, bgp: true };
        if (attribute[1] === 'as_path')
          routes[routes.length - 1] = { ...learned, asPath: value === '' ? [] : value.split(/\s+/).map(Number) };
        if (attribute[1] === 'local_pref') routes[routes.length - 1] = { ...learned, localPreference: Number(value) };
        if (attribute[1] === 'next_hop') routes[routes.length - 1] = { ...learned, nextHop: String(value.split(/\s+/)[0]) };
      }
    }
    return routes.filter((route) => route.bgp).map(({ bgp: _bgp, ...route }) => route);
  }
}
