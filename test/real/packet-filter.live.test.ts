import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fleet } from '../../lib/fleet';
import type { FleetDescription } from '../../lib/fleet';
import type { Family } from '../../lib/fleet/addresses/address';
import type { Dialect } from '../../lib/fleet/model';
import type { RouterModel } from '../../lib/routers/model/router-model';
import type { LabNode } from '../../lab/src/network/lab-node';
import { until } from '../../lab/src/network/until';
import { upLines } from '../../lab/src/network/topology';
import { generate } from './network/generated';
import { Lab } from './network/lab';
import { describeReal } from './network/requirements';
import { send } from './network/sender';
import type { Sending } from './network/sender';

jest.setTimeout(120_000);

type Site = FleetDescription['sites'][string];

const fleetOf = (site: Partial<Site> = {}) =>
  Fleet.from({
    name: 'guarded',
    pools: { apps: ['203.0.113.0/24', '2001:db8:f::/64'] },
    plan: {
      links: ['10.0.0.0/20', '2001:db8:1::/48'],
      loopbacks: ['10.0.16.0/24', '2001:db8:2::/48'],
      hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
      clients: ['10.2.0.0/16', '2001:db8:4::/48'],
    },
    networks: { isp: { as: 64600, routers: { 'pe-1': 'pe' } } },
    sites: {
      one: { number: 1, as: 64701, hosts: 1, metallb: { mode: 'frr' }, uplinks: ['isp/pe-1'], clients: ['ran'], ...site },
      two: { number: 2, as: 64702, hosts: 1, metallb: { mode: 'frr' }, uplinks: ['isp/pe-1'] },
    },
    services: { hello: { vip: ['203.0.113.1', '2001:db8:f::1'], workload: { image: 'registry.example/hello:1.0' } } },
  });

const vip = { 4: '203.0.113.1', 6: '2001:db8:f::1' } as const;
/** The first address of a host or client that nothing of the test has. */
const ofSite = (name: string, part: 'hosts' | 'clients') => {
  const { hosts, clients } = fleetOf().site(name);
  const prefixes = part === 'hosts' ? hosts[0]!.addresses.map(({ prefix }) => prefix) : clients[0]!.prefixes;
  const at = (family: Family) => prefixes.find((prefix) => prefix.family === family)!.usable(20)!;
  return { 4: at(4), 6: at(6) } as const;
};
const host = ofSite('one', 'hosts');
const client = ofSite('one', 'clients');
const farHost = ofSite('two', 'hosts');
const stranger = { 4: '198.51.100.7', 6: '2001:db8:77::7' } as const;

/** Neighbors are asked for by an address of the link, at once, whatever the packet says that it comes from. */
async function ready(node: LabNode): Promise<void> {
  const dad = ['all', 'default'].map((which) => `net.ipv6.conf.${which}.accept_dad=0`);
  await node.must('sysctl', ['-qw', ...dad, 'net.ipv4.conf.all.arp_announce=2']);
}

/** A router as far as its kernel goes: interfaces, settings and packet filter. Behind each interface is a node. */
class GuardedRouter {
  private readonly lab = new Lab();
  public node!: LabNode;
  private readonly behind = new Map<string, LabNode>();

  private constructor(public readonly model: RouterModel) {}

  public static async start(fleet: Fleet, name: string, dialect: Dialect = 'frr'): Promise<GuardedRouter> {
    const { model, files } = generate(fleet, () => 'none', dialect).find((one) => one.model.fullName === name)!;
    const router = new GuardedRouter(model);
    const { network } = router.lab;
    const content = (path: string) => files.find((file) => file.path === path)!.content;
    router.node = await network.node('router');
    await ready(router.node);
    for (const { name: port, addresses } of model.interfaces) {
      const far = await network.node(`far-${port}`);
      await ready(far);
      router.behind.set(port, far);
      await network.lan(port, [
        { node: 'router', name: port },
        { node: far.name, name: 'eth0' },
      ]);
      await router.node.ip(upLines(port, addresses));
      // The last address of a link that nobody else has.
      const own = addresses.map((entry) => ({
        ...entry,
        address: entry.prefix.usable(entry.address === entry.prefix.usable(2) ? 1 : 2)!,
      }));
      await far.ip([...upLines('eth0', own), ...addresses.map(({ address }) => `route add default via ${address} dev eth0`)]);
    }
    const settings = join(router.node.folder, 'sysctl.conf');
    writeFileSync(settings, content('sysctl.conf'));
    await router.node.must('sysctl', ['-q', '-e', '-p', settings]);
    await router.node.must('nft', ['-f', '/dev/stdin'], { input: content('nftables.conf') });
    // Every far node knows the router's addresses from here on: nothing that is sent later waits for an answer about them.
    for (const { name: port, addresses } of model.interfaces)
      for (const { address } of addresses) {
        const far = router.behind.get(port)!;
        const known = async () => {
          await far.must('bash', ['-c', `echo > /dev/udp/${address}/9`]);
          const table = await far.must('ip', ['neighbor', 'show', 'to', address]);
          return /REACHABLE|DELAY|PROBE|STALE/.test(table) ? [] : [table || 'nothing'];
        };
        await until(`${far.name} knows ${address}`, 10_000, known, 50);
      }
    return router;
  }

  public close(): Promise<void> {
    return this.lab.close();
  }

  public address(port: string, family: Family): string {
    return this.model.interfaces.find(({ name }) => name === port)!.addresses.find((entry) => entry.family === family)!.address;
  }

  /** Lets the node behind an interface have an address, and send from it. */
  public async sendFrom(port: string, sending: Sending): Promise<void> {
    const node = this.behind.get(port)!;
    await node.ip([`address replace ${sending.from}/${sending.from.includes(':') ? 128 : 32} dev lo`]);
    await send(node, sending);
  }

  /** How many packets each drop has counted, by its comment. */
  public async drops(): Promise<Map<string, number>> {
    const said = await this.node.must('nft', ['list', 'table', 'inet', 'anycast_mec']);
    const counts = new Map<string, number>();
    for (const [, packets, comment = ''] of said.matchAll(/counter packets (\d+) bytes \d+ drop comment "([^"]*)"/g))
      counts.set(comment, (counts.get(comment) ?? 0) + Number(packets));
    return counts;
  }

  /** What was dropped while that was sent: comments. */
  public async droppedBy(port: string, sending: Sending): Promise<string[]> {
    const before = await this.drops();
    await this.sendFrom(port, sending);
    await pause(settleMs);
    const after = await this.drops();
    return [...after].filter(([comment, count]) => count > (before.get(comment) ?? 0)).map(([comment]) => comment);
  }
}

/** Time in which a packet that has left a node arrives, ms. */
const settleMs = 100;
const both = [4, 6] as const;

describeReal('the packet filter and kernel settings of a router', ['nftables', 'namespaces'], () => {
  const started: GuardedRouter[] = [];
  const start = async (...args: Parameters<typeof GuardedRouter.start>) => {
    const router = await GuardedRouter.start(...args);
    started.push(router);
    return router;
  };
  afterAll(() => Promise.all(started.map((router) => router.close())));

  describe.each<Dialect>(['frr', 'bird'])('of a border that runs %s', (dialect) => {
    let router: GuardedRouter;
    beforeAll(async () => {
      router = await start(fleetOf(), 'one/border-1', dialect);
    });
    const own = (port: string, family: Family) => router.address(port, family);

    test.each(both)('drop BFD of IPv%d that has crossed a router, and take it from the link', async (family) => {
      const packet = { from: host[family], to: own('hosts0', family), port: 3784 };
      expect(await router.droppedBy('hosts0', { ...packet, ttl: 254 })).toEqual(['BFD from afar']);
      expect(await router.droppedBy('hosts0', { ...packet, ttl: 255 })).toEqual([]);
    });

    test.each(both)(
      'drop BFD and BGP of IPv%d with the address of a host or border over a link where it is not',
      async (family) => {
        const packet = { from: host[family], to: own('uplink0', family), ttl: 255 } as const;
        expect(await router.droppedBy('uplink0', { ...packet, port: 3784 })).toEqual(['not its link']);
        expect(await router.droppedBy('uplink0', { ...packet, port: 179, over: 'tcp' })).toEqual(['not its link']);
      },
    );

    test.each(both)('drop BGP of IPv%d with the address of a PE from the hosts', async (family) => {
      const { address: from } = router.model.bgp!.neighbors.find((entry) => entry.family === family)!;
      const packet = { from, to: own('hosts0', family), port: 179, over: 'tcp' } as const;
      const dropped = await router.droppedBy('hosts0', packet);
      expect(dropped.length).toBeGreaterThan(0);
      for (const comment of dropped) expect(['not its link', 'GTSM']).toContain(comment);
    });

    test.each(both)('take some calls of a neighbor over IPv%d to BGP at a time, and no more', async (family) => {
      const call = { to: own('hosts0', family), port: 179, over: 'tcp' } as const;
      const { prefix } = router.model.interfaces[0]!.addresses.find((entry) => entry.family === family)!;
      expect(await router.droppedBy('hosts0', { ...call, from: prefix.usable(31)!, times: 15 })).toEqual([]);
      expect(await router.droppedBy('hosts0', { ...call, from: prefix.usable(32)!, times: 60 })).toEqual(['calls too often']);
    });

    test.each(both)('drop foreign sources of IPv%d from clients, and take their own', async (family) => {
      const packet = { to: host[family], port: 9 };
      expect(await router.droppedBy('clients0', { ...packet, from: stranger[family] })).toEqual(['spoofed source']);
      expect(await router.droppedBy('clients0', { ...packet, from: client[family] })).toEqual([]);
    });

    test('drop sources of IPv6 to which no route leads, from hosts, and no others', async () => {
      const to = client[6];
      expect(await router.droppedBy('hosts0', { from: stranger[6], to, port: 9 })).toEqual(['source without a route']);
      await router.node.ip([`route replace ${stranger[6]}/128 via ${host[6]} dev hosts0`]);
      expect(await router.droppedBy('hosts0', { from: stranger[6], to, port: 9 })).toEqual([]);
    });

    test.each(['udp', 'tcp'] as const)('drop %s over IPv6 with a source that is never routed', async (over) => {
      expect(await router.droppedBy('uplink0', { from: '64:ff9b::7', to: own('uplink0', 6), port: 9, over })).toEqual([
        'bogon source',
      ]);
    });

    test.each(both)('keep connections to VIPs over IPv%d out of the table of connections, but not others', async (family) => {
      await router.node.ip([`route replace ${vip[family]} via ${host[family]} dev hosts0`]);
      const from = client[family];
      const tracked = async (to: string) => {
        await router.node.must('conntrack', ['-F']).catch(() => '');
        await router.sendFrom('clients0', { from, to, port: 9 });
        const table = await router.node.must('conntrack', ['-L', '-f', family === 6 ? 'ipv6' : 'ipv4', '-p', 'udp']);
        return table.split('\n').filter((line) => line.includes(`dst=${to} `)).length;
      };
      expect(await tracked(vip[family])).toBe(0);
      expect(await tracked(host[family])).toBe(1);
    });
  });

  describe('where a site has its sources checked strictly', () => {
    const strict = fleetOf({ sourceCheck: 'strict' });

    test.each(both)('take from hosts of IPv%d their addresses and VIPs alone', async (family) => {
      const router = await start(strict, 'one/border-1');
      const packet = { to: client[family], port: 9 };
      // As the last resort, which a border always has.
      await router.node.ip([`route replace ${vip[family]} via ${host[family]} dev hosts0`]);
      for (const from of [host[family], vip[family]]) expect(await router.droppedBy('hosts0', { ...packet, from })).toEqual([]);
      expect(await router.droppedBy('hosts0', { ...packet, from: farHost[family] })).toEqual(['spoofed source']);
    });

    test.each(both)(
      'take at the PE from the site of IPv%d what is its own alone, and from another site anything',
      async (family) => {
        const router = await start(strict, 'isp/pe-1');
        const packet = { to: farHost[family], port: 9 };
        const own = [host[family], vip[family], client[family]];
        await router.node.ip(own.map((from) => `route replace ${from} dev one-u0`));
        for (const from of own) expect(await router.droppedBy('one-u0', { ...packet, from })).toEqual([]);
        await router.node.ip([`route replace ${stranger[family]} dev two-u0`]);
        expect(await router.droppedBy('one-u0', { ...packet, from: stranger[family] })).toEqual(['spoofed source']);
        expect(await router.droppedBy('two-u0', { ...packet, from: stranger[family] })).toEqual([]);
      },
    );
  });
});
