import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { originForms } from '../../lib/cli/origin-forms';
import type { Family } from '../../lib/fleet/addresses/address';
import type { NodeProcess } from '../../lab/src/network/node-process';
import type { BirdRouter } from '../../lab/src/routers/bird';
import { differenceOf, never, until } from '../../lab/src/network/until';
import { generate } from './network/generated';
import { odd, oddFleet, targets } from './network/odd-fleet';
import { oddSpeaker } from './network/odd-speaker';
import { describeReal } from './network/requirements';
import { RunningFleet } from './network/running-fleet';

jest.setTimeout(120_000);

/** Every router has a cache of its own, which says what the fleet itself announces. */
const port = 3323;
const fleet = oddFleet({ rpki: { caches: [{ address: '127.0.0.1', port }] } });
const routers = [...targets.exchange, ...targets.uplink];

interface Case {
  readonly what: string;
  /** IPv6 networks of hosts are as long as any that is taken: they have no parts. */
  readonly prefixes: Readonly<Partial<Record<Family, string>>>;
  /** The AS at the end of the path, behind that of the sender. */
  readonly by: number;
  readonly valid: boolean;
  /** The border that has the AS itself, and takes no path with it. */
  readonly notAt?: string;
}
const vip = { 4: '203.0.113.1/32', 6: '2001:db8:f::1/128' };
const cases: readonly Case[] = [
  { what: 'a VIP of the AS of hosts', prefixes: vip, by: 64512, valid: true },
  { what: 'a VIP that nobody has a right to', prefixes: { 4: '203.0.113.2/32', 6: '2001:db8:f::2/128' }, by: 64666, valid: true },
  {
    what: 'a network that nobody has a right to',
    prefixes: { 4: '198.18.1.0/24', 6: '2001:db8:a1::/48' },
    by: 64666,
    valid: true,
  },
  {
    what: 'a part of the network of hosts, of their AS',
    prefixes: { 4: '10.1.1.128/25' },
    by: 64701,
    valid: false,
    notAt: 'one/border-1',
  },
  { what: 'a part of the network of hosts, of another AS', prefixes: { 4: '10.1.2.128/25' }, by: 64666, valid: false },
];
const foreign: Case = { what: 'a VIP of another AS', prefixes: vip, by: 64666, valid: false };

describeReal('routers that validate origins', ['frr', 'bird', 'nftables', 'namespaces', 'rpki'], () => {
  const running = new RunningFleet(fleet);
  const caches: NodeProcess[] = [];

  beforeAll(async () => {
    await running.start(
      generate(fleet, () => 'none'),
      () => ({ prefixes: [] }),
    );
  });
  afterAll(() => running.close());

  const send = (sent: readonly Case[]) => {
    const routes = sent.flatMap(({ prefixes, by }) => Object.values(prefixes).map((prefix) => ({ prefix, asPath: [64620, by] })));
    return (running.router(odd) as BirdRouter).configure(oddSpeaker(fleet, odd, routes));
  };

  /** What differs from a router's having exactly these, of all that was sent. */
  const differences = async (sent: readonly Case[], wanted: readonly Case[]) => {
    const tables = routers.flatMap((router) =>
      ([4, 6] as const).map(async (family) => {
        const has = (await running.router(router).routes(family))
          .filter(({ asPath }) => asPath.length > 0)
          .map(({ prefix }) => prefix);
        const named = (list: readonly Case[], isThere: (prefix: string) => boolean) =>
          list
            .filter(({ prefixes: { [family]: prefix }, notAt }) => prefix !== undefined && notAt !== router && isThere(prefix))
            .map(({ what }) => what);
        return differenceOf(
          `${router} IPv${family}`,
          named(wanted, () => true),
          named(sent, (prefix) => has.includes(prefix)),
        );
      }),
    );
    return (await Promise.all(tables)).flat();
  };
  const valid = cases.filter((entry) => entry.valid);

  test('refuse nothing while no cache answers', async () => {
    await send(cases);
    await until('all of it', 40_000, () => differences(cases, cases));
    await send([foreign]);
    await until('all of it', 20_000, () => differences([foreign], [foreign]));
    await send(cases);
    await until('all of it', 20_000, () => differences(cases, cases));
  });

  test('refuse what has another AS at its end, or is longer than is stated, once a cache answers', async () => {
    for (const router of routers) {
      const { node } = running.router(router);
      const file = join(node.folder, 'vrps.json');
      writeFileSync(file, JSON.stringify(originForms.vrps(fleet.origins, fleet.name)));
      const options = ['-checktime=false', '-metrics.addr', '127.0.0.1:9847', '-bind', `127.0.0.1:${port}`];
      caches.push(node.start('stayrtr', ['-cache', file, ...options]));
    }
    for (const router of routers.filter((name) => running.router(name).dialect === 'frr')) {
      const connected = async () => {
        const said = await running.router(router).command('show rpki prefix-table');
        return said.includes('203.0.113.1') ? [] : [said];
      };
      await until(`${router} knows the rights`, 40_000, connected);
      // What came before the first answer of a cache it may pass over.
      for (const family of [4, 6]) await running.router(router).command(`clear bgp ipv${family} unicast * soft in`);
    }
    await until('what is valid or unknown', 40_000, () => differences(cases, valid));
    await send([foreign]);
    await until('nothing', 20_000, () => differences([foreign], []));
    await send(cases);
    await until('what is valid or unknown', 20_000, () => differences(cases, valid));
  });

  test('go on so with what the cache said when it is gone', async () => {
    for (const cache of caches) cache.kill();
    await Promise.all(caches.map(({ exited }) => exited));
    await never('another table', 3_000, () => differences(cases, valid));
  });
});
