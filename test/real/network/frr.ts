import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from '../../../lib/fleet/addresses/address';
import type { RouterFile } from '../../../lib/routers/dialects/router-file';
import { startDaemons } from './daemons';
import type { Lab } from './lab';
import type { BgpRoute, RunningRouter } from './routes';
import { must, run } from './run';

/** Daemons that the file `daemons` switches on; zebra and staticd always run. */
export function daemonsOf(files: readonly RouterFile[]): string[] {
  const text = files.find((file) => file.path === 'daemons')?.content ?? '';
  const on = [...text.matchAll(/^(\w+)=yes\s*$/gm)]
    .map((match) => String(match[1]))
    .filter((name) => name.endsWith('d') && name !== 'watchfrr');
  return [...new Set(['zebra', 'staticd', ...on])].sort((a, b) => Number(b === 'zebra') - Number(a === 'zebra'));
}

/** FRR in a node: each daemon started empty, then the integrated frr.conf given to all of them as `vtysh -b` does at boot. */
export class FrrRouter implements RunningRouter {
  /** Starts the daemons and loads the configuration. @throws Error with every line that a daemon refused */
  public static async start(lab: Lab, name: string, files: readonly RouterFile[]): Promise<FrrRouter> {
    const folders = { run: lab.nodeFolder(name, 'run'), etc: lab.nodeFolder(name, 'etc') };
    const frr = { user: Number(await must('id', ['-u', 'frr'])), group: Number(await must('id', ['-g', 'frr'])) };
    chownSync(folders.run, frr.user, frr.group);
    // The daemons must find no frr.conf when they start, else each waits for vtysh: it is loaded below.
    const conf = join(lab.nodeFolder(name, 'boot'), 'frr.conf');
    for (const file of files) {
      if (['sysctl.conf', 'nftables.conf'].includes(file.path)) writeFileSync(join(folders.etc, file.path), file.content);
      if (file.path === 'frr.conf') writeFileSync(conf, file.content);
    }
    chmodSync(conf, 0o644);
    await startDaemons(lab, name, daemonsOf(files), folders);
    const router = new FrrRouter(name, folders.run);
    const { code, out, err } = await run('vtysh', ['--vty_socket', folders.run, '-H', '/dev/null', '-f', conf]);
    const said = `${out}${err}`.split('\n').filter((line) => /%|failure|error|unknown/i.test(line));
    if (code !== 0 || said.length) throw new Error(`${name}: FRR refused a part of frr.conf (code ${code}):\n${out}${err}`);
    return router;
  }

  private constructor(
    public readonly name: string,
    private readonly sockets: string,
  ) {}

  /** Gives commands to the router; the output of all. */
  public command(...commands: string[]): Promise<string> {
    return must('vtysh', ['--vty_socket', this.sockets, '-H', '/dev/null', ...commands.flatMap((command) => ['-c', command])]);
  }

  private async json(command: string): Promise<any> {
    return JSON.parse((await this.command(command)) || '{}');
  }

  public async sessions(): Promise<Map<string, string>> {
    const summary = await this.json('show bgp summary json');
    const families = Object.values<any>(summary).filter((entry) => entry?.peers);
    return new Map(
      families.flatMap((entry) =>
        Object.entries<any>(entry.peers).map(([address, peer]) => [address, String(peer.state)] as const),
      ),
    );
  }

  public async bfd(): Promise<Map<string, string>> {
    const peers: any[] = await this.json('show bfd peers json');
    return new Map(peers.map((peer) => [String(peer.peer), String(peer.status)]));
  }

  public async routes(family: Family): Promise<BgpRoute[]> {
    const table = await this.json(`show bgp ipv${family} unicast json`);
    return Object.entries<any[]>(table.routes ?? {}).flatMap(([prefix, paths]) =>
      paths.map((path) => ({
        prefix,
        best: path.bestpath === true,
        asPath: String(path.path ?? '')
          .split(' ')
          .filter((as) => as !== '')
          .map(Number),
        nextHop: String((path.nexthops?.find((hop: any) => hop.scope === 'global') ?? path.nexthops?.[0])?.ip ?? ''),
        ...(path.locPrf !== undefined && { localPreference: Number(path.locPrf) }),
      })),
    );
  }
}
