import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fleet } from '../../lib/fleet';
import { rules } from '../../lib/fleet/rules';
import { testbed } from '../fleet/testbed';
import { cli, folderWith } from './cli';

test('show prints addresses, sessions, preference and budget as tables', async () => {
  const { code, out } = await cli('show', 'examples/thesis-testbed');
  expect(code).toBe(0);
  for (const part of ['Addresses', 'BGP sessions', 'Order of preference of sensors (11.11.11.11)', 'Failover budget'])
    expect(out).toContain(part);
  expect(out).toMatch(/upf-1 +│ +1 │ mec-1/);
});

test('show as JSON holds what the fleet says, or that of one site', async () => {
  const fleet = Fleet.load('examples/thesis-testbed/fleet.yaml');
  const whole = JSON.parse((await cli('show', 'examples/thesis-testbed', '--json')).out);
  expect(whole.sessions).toHaveLength(fleet.sessions.length);
  const one = JSON.parse((await cli('show', 'examples/thesis-testbed', '--json', '--site', 'mec-3')).out);
  expect(one.sessions.map((session: { kind: string }) => session.kind).sort()).toEqual(['host', 'uplink']);
  expect(one.preferences[0].clients.map((entry: { client: string }) => entry.client)).toEqual(['upf-3']);
});

test('an order of preference names the nearest ten sites and says so, or as many as are asked for', async () => {
  const orders = async (...args: string[]) => {
    const { preferences } = JSON.parse((await cli('show', 'examples/metro', '--site', 'mec-1', '--json', ...args)).out);
    return preferences.flatMap(({ clients }: { clients: { order: unknown[] }[] }) => clients.map(({ order }) => order.length));
  };
  expect(await orders()).toEqual([10, 10]);
  expect(await orders('--depth', '3')).toEqual([3, 3]);
  expect(await orders('--depth', 'all')).toEqual([24, 24]);
  expect((await cli('show', 'examples/metro', '--site', 'mec-1')).out).toContain(', the first 10 of 24 sites');
  expect((await cli('show', 'examples/metro', '--site', 'mec-1', '--depth', 'all')).out).not.toContain(', the first');
});

test.each(['0', '-1', '1.5', 'many', ''])('a depth of %p is wrong usage', async (depth) => {
  expect(await cli('show', 'examples/minimal', '--depth', depth)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--depth'),
  });
});

test('show names the gateway of each network, virtual where borders share it', async () => {
  const gateways = async (borders: number) => {
    const description = testbed();
    description.sites['mec-1'] = { ...description.sites['mec-1']!, borders };
    const folder = folderWith();
    writeFileSync(join(folder, 'fleet.yaml'), JSON.stringify(description));
    const { addresses } = JSON.parse((await cli('show', folder, '--json', '--site', 'mec-1')).out);
    const table = (await cli('show', folder, '--site', 'mec-1')).out;
    const rows = addresses.filter(({ what }: { what: string }) => what.endsWith('gateway'));
    for (const row of rows) expect(table).toMatch(new RegExp(`${row.what} +│ ${row.name} +│ ${row.addresses[0]} `));
    return rows.map(({ what, name, addresses: texts }: Record<string, unknown>) => [what, name, texts]);
  };
  expect(await gateways(1)).toEqual([
    ['gateway', 'lan', ['10.1.1.1']],
    ['gateway', 'upf-1', ['10.200.1.1']],
  ]);
  expect(await gateways(2)).toEqual([
    ['virtual gateway', 'lan', ['10.1.1.254']],
    ['virtual gateway', 'upf-1', ['10.200.1.30']],
  ]);
});

test('every rule is listed, and explained by its page', async () => {
  const list = await cli('rules');
  for (const { id, explanation } of rules) {
    expect(list.out).toContain(id);
    expect(await cli('explain', id)).toMatchObject({ code: 0, out: expect.stringContaining(explanation) });
  }
});

test('a page has an example, and a comment in it is no heading', async () => {
  const { out } = await cli('explain', 'backbone-islands');
  expect(out).toContain('\nAn example\n');
  expect(out).toContain('\n# left out: exchanges\n');
});

test.each([
  ['schema', 'name: a\n'],
  ['yaml-syntax', 'name: a\n\tpools: {}\n'],
  ['yaml-number', 'name: a\nsites: { mec-1: { as: 1.0 } }\n'],
  ['unreadable-file', ''],
])('what reading a file finds is explained as a rule is: %s', async (id, text) => {
  const folder = folderWith();
  try {
    writeFileSync(join(folder, 'fleet.yaml'), text);
    expect((await cli('check', folder)).out).toContain(`error    ${id} `);
    const { code, out } = await cli('explain', id);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^[a-z-]+\n\n\w.*\(error\)\n[\s\S]+It cannot be acknowledged/),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['acknowledgement-unused', 'warning'],
  ['combined-name-too-long', 'error'],
])('what is found beside the rules is explained, too: %s', async (id, severity) => {
  const { code, out } = await cli('explain', id);
  expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`^${id}\n\n.*\\(${severity}\\)\n`))]);
});

test('the schema knows every part of the fleet, and no other', async () => {
  const schema = JSON.parse((await cli('schema')).out);
  expect(Object.keys(schema.properties)).toEqual([
    ...['$schema', 'name', 'pools', 'plan', 'networks', 'exchanges', 'rpki', 'defaults', 'sites', 'services', 'acknowledge'],
  ]);
  expect(schema.additionalProperties).toBe(false);
});

test('a starter project passes its check, and is not overwritten', async () => {
  const folder = folderWith();
  try {
    expect(await cli('init', folder)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Wrote to ${folder}: fleet.yaml, `),
    });
    expect(await cli('check', folder)).toMatchObject({ code: 0, out: expect.stringContaining(': 0 errors') });
    expect(await cli('init', folder)).toMatchObject({ code: 1, err: expect.stringContaining('holds fleet.yaml') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a MetalLB manifest that is not the pinned one is refused', async () => {
  const folder = folderWith();
  try {
    writeFileSync(join(folder, 'metallb-native.yaml'), 'kind: Namespace\n');
    const refused = await cli('vendor', 'metallb', '--from', folder, '--out', join(folder, 'vendor'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('which is no install manifest of MetalLB') });
    const absent = await cli('vendor', 'metallb', '--from', folder, '--mode', 'frr', '--out', join(folder, 'vendor'));
    expect(absent).toMatchObject({ code: 2, err: expect.stringContaining('metallb-frr.yaml') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('roas', () => {
  const of = async (...args: string[]) => (await cli('roas', 'examples/thesis-testbed', ...args)).out;
  const { origins, name } = Fleet.load('examples/thesis-testbed/fleet.yaml');

  test('are a table, or what the fleet says as JSON', async () => {
    for (const { prefix, maxLength, as, of: whose } of origins)
      expect(await of()).toMatch(new RegExp(`│ ${prefix} +│ +${maxLength} │ +${as} │ ${whose} `));
    expect(JSON.parse(await of('--json'))).toEqual(origins);
  });

  test('are assertions of a validator (RFC 8416), which has them besides what it knows', async () => {
    const slurm = JSON.parse(await of('--form', 'slurm'));
    expect(slurm).toMatchObject({ slurmVersion: 1, validationOutputFilters: { prefixFilters: [], bgpsecFilters: [] } });
    expect(slurm.locallyAddedAssertions).toEqual({
      prefixAssertions: origins.map(({ prefix, maxLength, as, of: whose }) => {
        return { asn: as, prefix, maxPrefixLength: maxLength, comment: `${name}: ${whose}` };
      }),
      bgpsecAssertions: [],
    });
  });

  test('are a list for a cache', async () => {
    expect(JSON.parse(await of('--form', 'vrps'))).toEqual({
      roas: origins.map(({ prefix, maxLength, as }) => ({ asn: as, prefix, maxLength, ta: name })),
    });
  });

  test.each([[['--form', 'yaml']], [['--form', 'slurm', '--json']]])('with %j are wrong usage', async (args) => {
    expect(await cli('roas', 'examples/minimal', ...args)).toMatchObject({ code: 2, err: expect.stringContaining('--form') });
  });
});
