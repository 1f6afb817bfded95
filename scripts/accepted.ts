/**
 * Has every router file below a folder loaded by the real daemon, each router in a network namespace of its own, and prints
 * what came of it: `accepted.ts FOLDER`. The exit code is 1 if a daemon refused anything.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import Table from 'cli-table3';
import type { RouterFile } from '../lib/routers/dialects/router-file';
import { BirdRouter } from '../lab/src/routers/bird';
import { daemonsOf, FrrRouter } from '../lab/src/routers/frr';
import { keepalivedTest } from '../lab/src/routers/keepalived';
import { Lab } from '../test/real/network/lab';
import { missing } from '../test/real/network/requirements';

/** What a daemon said of one file. */
type Row = readonly [router: string, dialect: string, daemon: string, lines: number, result: string];

const accepted = 'accepted';

/** The folders that hold a router's configuration. */
function routerFolders(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|\/)(frr|bird)\.conf$/.test(name))
    .map((name) => dirname(join(folder, name)))
    .sort();
}

function filesOf(folder: string): RouterFile[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name: path }) => {
    const file = join(folder, path);
    return { path, content: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777 };
  });
}

const linesOf = (files: readonly RouterFile[], path: string): number =>
  (files.find((file) => file.path === path)?.content.match(/\n/g) ?? []).length;

async function outcome(body: () => Promise<unknown>): Promise<string> {
  try {
    await body();
    return accepted;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

async function judged(folder: string, name: string): Promise<Row[]> {
  const files = filesOf(folder);
  const isBird = files.some((file) => file.path === 'bird.conf');
  const lab = new Lab();
  try {
    const node = await lab.network.node(name);
    // keepalived takes no configuration of interfaces that are not there.
    const gateways = files.find((file) => file.path === 'keepalived.conf')?.content ?? '';
    const ports = [...new Set([...gateways.matchAll(/^ *interface (\S+)$/gm)].map((match) => String(match[1])))];
    await Promise.all(ports.map((port) => lab.network.lan(port, [{ node: name, name: port }])));
    // The filter first: it is loaded once more when the daemons start.
    const filter = files.find((file) => file.path === 'nftables.conf');
    const nft = filter && (await node.run('nft', ['-c', '-f', '/dev/stdin'], { input: filter.content }));
    const routing: Row = isBird
      ? [name, 'bird', 'bird', linesOf(files, 'bird.conf'), await outcome(() => new BirdRouter(node, files).boot())]
      : [
          name,
          'frr',
          daemonsOf(files)
            .map(({ daemon }) => daemon)
            .join(' '),
          linesOf(files, 'frr.conf'),
          await outcome(() => new FrrRouter(node, files, 'integrated').boot()),
        ];
    const rows: Row[] = [routing];
    if (nft) rows.push([name, 'nftables', 'nft', linesOf(files, 'nftables.conf'), nft.code === 0 ? accepted : nft.err.trim()]);
    if (gateways) {
      const said = await keepalivedTest(node, files);
      rows.push([name, 'keepalived', 'keepalived', linesOf(files, 'keepalived.conf'), said ?? accepted]);
    }
    return rows;
  } finally {
    await lab.close();
  }
}

async function main(): Promise<number> {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error('usage: accepted.ts FOLDER');
  const reason = missing(['frr', 'bird', 'nftables', 'keepalived', 'namespaces']);
  if (reason !== undefined) {
    console.error(`The real daemons cannot check the files here. Missing: ${reason}`);
    return 1;
  }
  const rows: Row[] = [];
  for (const router of routerFolders(folder)) rows.push(...(await judged(router, relative(folder, router))));
  const table = new Table({
    head: ['router', 'dialect', 'daemons', 'lines', 'result'],
    style: { head: [], border: [], compact: true },
    colWidths: [null, null, null, null, 60],
    wordWrap: true,
  });
  for (const row of rows) table.push([...row]);
  console.log(table.toString());
  const refused = rows.filter(([, , , , result]) => result !== accepted).length;
  console.log(`${rows.length - refused} of ${rows.length} router files accepted by the real daemons`);
  return refused > 0 || rows.length === 0 ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
