import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fleet } from '../../lib/fleet';
import type { Dialect } from '../../lib/fleet/model';
import { differenceOf, until } from '../../lab/src/network/until';
import type { LabNode } from '../../lab/src/network/lab-node';
import { run } from '../../lab/src/network/run';
import { upLines } from '../../lab/src/network/topology';
import { BirdRouter } from '../../lab/src/routers/bird';
import { FrrRouter } from '../../lab/src/routers/frr';
import { keepalivedTest } from '../../lab/src/routers/keepalived';
import { generate } from './network/generated';
import type { GeneratedRouter } from './network/generated';
import { Lab } from './network/lab';
import { describeReal } from './network/requirements';
import { asPrinted, statements } from './network/running-config';

jest.setTimeout(180_000);

const folder = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'fleet.yaml')));

/** Calls `body` for all, two at a time: starting daemons is bound by the processor. */
async function forAll<T>(list: readonly T[], body: (entry: T) => Promise<string[]>): Promise<string[]> {
  const queue = [...list];
  const problems: string[] = [];
  const worker = async () => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) problems.push(...(await body(entry)));
  };
  await Promise.all([worker(), worker()]);
  return problems;
}

describeReal('the router files of every example', ['frr', 'bird', 'nftables', 'keepalived', 'namespaces'], () => {
  test('there are examples', () => {
    expect(examples).not.toEqual([]);
  });

  describe.each(examples)('of %s', (example) => {
    const fleet = () => Fleet.load(join(folder, example, 'fleet.yaml'));
    const inDialect = (dialect: Dialect) => generate(fleet(), () => 'correct-horse', dialect);

    test('are taken by FRR line by line and mean the same to it', async () => {
      const problems = await forAll(inDialect('frr'), (router) => inLab(router, (node) => frrProblems(node, router)));
      expect(problems).toEqual([]);
    });

    test('are taken by BIRD, and all its protocols run', async () => {
      const problems = await forAll(inDialect('bird'), (router) => inLab(router, (node) => birdProblems(node, router)));
      expect(problems).toEqual([]);
    });

    test('have virtual gateways that keepalived takes without a remark, where borders share them', async () => {
      const shared = generate(fleet(), () => 'correct-horse').filter(({ model }) => model.redundancy);
      const problems = await forAll(shared, (router) => inLab(router, (node) => keepalivedProblems(node, router)));
      expect(problems).toEqual([]);
    });

    test('have a packet filter that nft takes and kernel settings that exist', async () => {
      const problems = await forAll(
        generate(fleet(), () => 'correct-horse'),
        (router) => inLab(router, (node) => systemProblems(node, router)),
      );
      expect(problems).toEqual([]);
    });
  });
});

/** Runs `body` in a lab of this router alone, with its interfaces; an error is a problem, too. */
async function inLab({ model }: GeneratedRouter, body: (node: LabNode) => Promise<string[]>): Promise<string[]> {
  const lab = new Lab();
  try {
    const node = await lab.network.node(model.fullName);
    await Promise.all(model.interfaces.map(({ name }) => lab.network.lan(name, [{ node: node.name, name }])));
    await node.ip([
      ...model.loopbacks.map((loopback) => `address add ${loopback.address}/${loopback.prefix.length} dev lo`),
      ...model.interfaces.flatMap(({ name, addresses }) => upLines(name, addresses)),
    ]);
    return await body(node);
  } catch (error) {
    return [`${model.fullName}: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    await lab.close();
  }
}

async function frrProblems(node: LabNode, { model, files }: GeneratedRouter): Promise<string[]> {
  const given = files.find((file) => file.path === 'frr.conf')?.content ?? '';
  const router = new FrrRouter(node, files, 'integrated');
  await router.boot();
  const running = await router.runningConfig();
  const alone = await Promise.all(
    files.map(async ({ path, content }) => {
      const daemon = /^split\/(\w+)\.conf$/.exec(path)?.[1];
      if (daemon === undefined || !existsSync(`/usr/lib/frr/${daemon}`)) return [];
      const file = join(node.folder, `alone-${daemon}.conf`);
      writeFileSync(file, content);
      const { out, err } = await run('nsenter', [`--net=${node.namespace}`, `/usr/lib/frr/${daemon}`, '-C', '-f', file]);
      return `${out}${err}`
        .split('\n')
        .filter((line) => line.includes('on config line'))
        .map((line) => `${model.fullName} ${path}: ${line}`);
    }),
  );
  return [...differenceOf(model.fullName, asPrinted(statements(given)), asPrinted(statements(running))), ...alone.flat()];
}

async function birdProblems(node: LabNode, { model, files }: GeneratedRouter): Promise<string[]> {
  const router = new BirdRouter(node, files);
  await router.boot();
  const down = async () => {
    const lines = (await router.command('show protocols'))
      .split('\n')
      .filter((line) => / (Device|Direct|Kernel|Static|BFD|BGP|OSPF) /.test(line));
    // Without neighbors a BGP session is on its way up: `start`.
    return lines.length ? lines.filter((line) => !/ (up|start) /.test(line)) : ['no protocol at all'];
  };
  await until(`the protocols of ${model.fullName}`, 5_000, down);
  return [];
}

async function keepalivedProblems(node: LabNode, { model, files }: GeneratedRouter): Promise<string[]> {
  const said = await keepalivedTest(node, files);
  return said === undefined ? [] : [`${model.fullName}: keepalived: ${said}`];
}

async function systemProblems(node: LabNode, { model, files }: GeneratedRouter): Promise<string[]> {
  const content = (path: string) => files.find((file) => file.path === path)?.content ?? '';
  const nft = await node.run('nft', ['-c', '-f', '/dev/stdin'], { input: content('nftables.conf') });
  const keys = content('sysctl.conf')
    .split('\n')
    .flatMap((line) => /^\s*([a-z0-9_./-]+)\s*=/i.exec(line)?.[1] ?? []);
  const known = new Set((await node.must('sysctl', ['-aN'])).split('\n').map((key) => key.replace(/\//g, '.')));
  const absent = keys.filter((key) => !known.has(key.replace(/\//g, '.')));
  const mpls = absent.filter((key) => key.startsWith('net.mpls.'));
  if (mpls.length) process.stderr.write(`${model.fullName}: this kernel has no MPLS, not checked: ${mpls.join(', ')}\n`);
  return [
    ...(nft.code === 0 && content('nftables.conf') !== '' ? [] : [`${model.fullName}: nft: ${nft.err || 'no nftables.conf'}`]),
    ...(keys.length ? [] : [`${model.fullName}: no kernel settings`]),
    ...absent.filter((key) => !mpls.includes(key)).map((key) => `${model.fullName}: sysctl ${key} does not exist`),
  ];
}
