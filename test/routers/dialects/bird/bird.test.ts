import type { PolicyRule } from '../../../../lib/routers/model/policy';
import type { BgpRole, RouterModel } from '../../../../lib/routers/model/router-model';
import { renderBird } from '../../../../lib/routers/dialects/bird';
import { placeholderSecrets } from '../../../../lib/routers/secrets';
import type { SecretResolver } from '../../../../lib/routers/secrets';
import { border, hostSessions, ibgpNeighbor, on, uplink } from './fixture';

function config(model: RouterModel, secrets: SecretResolver = placeholderSecrets): string {
  return renderBird(model, secrets)
    .map((file) => file.content)
    .join('');
}

describe('a border router in the BIRD dialect', () => {
  test('is one file that only its owner and group read, for it holds passwords', () => {
    expect(renderBird(border(), placeholderSecrets).map(({ path, mode }) => [path, mode])).toEqual([['bird.conf', 0o640]]);
  });

  test('accepts hosts of the range only from the AS of the hosts, closely timed', () => {
    const text = config(border());
    expect(text).toContain('neighbor range 10.1.1.0/24 as 64512;');
    expect(text).toContain('error wait time 1, 1;');
    expect(text).toContain('receive limit 8 action restart;');
  });

  test('keeps paths of nobody whose session ended, but of hosts where the site wants graceful restart', () => {
    const both = (gracefulRestart: boolean) =>
      config(border({}, { neighbors: [uplink()], dynamic: [hostSessions({ gracefulRestart })] }));
    expect(both(false).match(/^ *graceful restart .*/gm)).toEqual(['  graceful restart off;', '  graceful restart off;']);
    expect(
      both(true)
        .match(/^ *graceful restart .*/gm)
        ?.sort(),
    ).toEqual(['  graceful restart aware;', '  graceful restart off;']);
    expect(both(true).match(/long lived graceful restart off;/g)).toHaveLength(2);
  });

  test('keeps the floating route of a VIP below BGP, whose preference is 100', () => {
    expect(config(border())).toMatch(
      /ipv4 \{ preference 5; \};\n\s+route 203\.0\.113\.10\/32 via 10\.1\.1\.11 via 10\.1\.1\.12;/,
    );
  });

  test('shares the load over hosts where the model asks for multipath, and not otherwise', () => {
    expect(config(border())).toContain('merge paths on');
    expect(config(border({}, { multipath: false }))).not.toContain('merge paths');
  });

  test('compares the metric of paths whatever the AS where the model asks for it, and not otherwise', () => {
    expect(config(border()).match(/^ *med metric on;/gm)).toHaveLength(2);
    expect(config(border({}, { comparesMed: false }))).not.toContain('med metric');
  });

  test('names its role to a neighbor (RFC 9234), and insists on that of the neighbor where it is strict', () => {
    const lines = (role?: BgpRole) => {
      const text = config(border({}, { neighbors: [uplink({ ...(role && { role }) })], dynamic: [] }));
      return text.match(/^ *(local role|require roles) .*/gm)?.map((line) => line.trim());
    };
    expect(lines({ local: 'customer', strict: true })).toEqual(['local role customer;', 'require roles on;']);
    expect(lines({ local: 'provider', strict: false })).toEqual(['local role provider;']);
    expect(lines()).toBeUndefined();
  });

  test('takes standard, extended and large communities off where a rule says so, all but GRACEFUL_SHUTDOWN', () => {
    const taken = (rule: Partial<PolicyRule>) => {
      const policies = [{ name: 'odd', family: 4 as const, rules: [{ action: 'accept' as const, prefixes: 'vips', ...rule }] }];
      const [, body = ''] =
        /function policy_odd\(\) \{\n.*\n([^]*?)return true;/.exec(
          config({ ...border(), policies: [...border().policies, ...policies] }),
        ) ?? [];
      return body.match(/\S.*;/g) ?? [];
    };
    expect(taken({})).toEqual([]);
    expect(taken({ stripCommunities: true })).toEqual([
      'bgp_community.filter([(65535, 0)]);',
      'unset(bgp_ext_community);',
      'unset(bgp_large_community);',
    ]);
    expect(taken({ mark: [65001, 0, 1] })).toEqual(['unset(bgp_large_community);', 'bgp_large_community.add((65001, 0, 1));']);
  });

  test.each<[Partial<PolicyRule>, string]>([
    [{ firstAsOtherThan: 64600 }, 'bgp_path.first != 64600'],
    [{ hopsAbove: 50 }, 'bgp_path.len > 50'],
    [{ invalidOrigin: true }, 'roa_check(origins4, net, bgp_path.last) = ROA_INVALID'],
    [{ communitiesAbove: { kind: 'standard', count: 100 } }, 'bgp_community.len > 100'],
    [{ communitiesAbove: { kind: 'extended', count: 100 } }, 'bgp_ext_community.len > 100'],
    [{ communitiesAbove: { kind: 'large', count: 100 } }, 'bgp_large_community.len > 100'],
  ])('refuses by %j', (rule, condition) => {
    const policies = [{ name: 'odd', family: 4 as const, rules: [{ action: 'refuse' as const, ...rule }] }];
    const text = config({ ...border(), policies: [...border().policies, ...policies] });
    expect(text).toContain(`  if ${condition} then {\n    return false;\n  }`);
  });

  test('originates its networks whether their interfaces are up or not, unless another border has them, too', () => {
    const originated = (whileConnected: boolean) =>
      config(border({}, { originated: { prefixes: ['10.1.1.0/24'], whileConnected, policies: { 4: 'originated' } } }));
    expect(originated(false)).toContain('route 10.1.1.0/24 blackhole;');
    expect(originated(true)).not.toContain('blackhole');
    // What is connected goes with the carrier of its interface, and through the policy of what is originated.
    for (const text of [originated(true), originated(false)])
      expect(text).toMatch(/protocol direct connected \{[^]*?if policy_originated\(\) then accept;[^]*?\n {2}check link on;\n\}/);
  });

  test('honours GRACEFUL_SHUTDOWN after the policy, and only where the session asks for it', () => {
    const drained = 'if (65535, 0) ~ bgp_community then bgp_local_pref = 0;';
    expect(config(border())).toContain(drained);
    expect(config(border({}, { neighbors: [uplink({ gshut: false })], dynamic: [] }))).not.toContain(drained);
  });

  test('renders a rule over an empty prefix set as one that never holds', () => {
    const model = border();
    const policies = [
      ...model.policies,
      { name: 'odd', family: 4 as const, rules: [{ action: 'accept' as const, prefixes: 'none' }] },
    ];
    expect(config({ ...model, policies })).toContain('if false then {');
  });

  test('refuses a policy over a prefix set that does not exist', () => {
    const policies = [{ name: 'odd', family: 4 as const, rules: [{ action: 'accept' as const, prefixes: 'missing' }] }];
    expect(() => config({ ...border(), policies })).toThrow(/missing/);
  });
});

describe('a router that validates origins in the BIRD dialect', () => {
  const caches = [
    { path: '', family: 4, address: '192.0.2.1', port: 323 },
    { path: '', family: 6, address: '2001:db8::1', port: 8282 },
  ] as const;

  test('asks every cache, for tables that stand before what asks them', () => {
    const text = config(border({ caches }));
    expect(text).toMatch(/roa4 table origins4;\nroa6 table origins6;\n[^]*\nfunction /);
    for (const [name, end] of [
      ['cache1', '192.0.2.1 port 323'],
      ['cache2', '2001:db8::1 port 8282'],
    ])
      expect(text).toContain(
        [
          `protocol rpki ${name} {`,
          '  roa4 { table origins4; };',
          '  roa6 { table origins6; };',
          `  remote ${end};`,
          '  refresh keep 300;',
          '  retry keep 10;',
          '  expire keep 7200;',
          '}',
        ].join('\n'),
      );
  });

  test('keeps what sessions bring that it validates, and nothing of others', () => {
    const policies = border().policies.map((policy) =>
      policy.name === 'uplink-in' ? { ...policy, rules: [{ action: 'refuse' as const, invalidOrigin: true as const }] } : policy,
    );
    const kept = config(border({ caches, policies })).match(/protocol bgp \w+|import table on/g);
    expect(kept).toEqual(['protocol bgp uplink_10_0_0_1', 'import table on', expect.stringContaining('protocol bgp hosts')]);
  });

  test('is no other router', () => {
    for (const text of [config(border()), config(border({ caches: [] }))]) expect(text).not.toMatch(/roa|rpki/);
  });
});

describe('passwords in the BIRD dialect', () => {
  test('stand in quotes, a backslash as it is', () => {
    expect(config(border(), () => 'a\\b c')).toContain('password "a\\b c";');
  });

  test.each(['a"b', 'a\nb', '', 'x'.repeat(81)])(
    'are refused without being shown where BIRD or TCP-MD5 cannot take them: %j',
    (secret) => {
      let message = '';
      try {
        config(border(), () => secret);
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/env:UPLINK_BGP of mec-1\/border-1/);
      if (secret) expect(message).not.toContain(secret);
    },
  );
});

describe('names in the BIRD dialect', () => {
  test('are never a reserved word and never collide', () => {
    const sets = ['pe', 'a-b', 'a.b'].map((name) => ({
      name,
      family: 4 as const,
      entries: [{ prefix: '10.0.0.0/8', maxLength: 32 }],
    }));
    const text = config({ ...border(), prefixSets: [...border().prefixSets, ...sets] });
    expect(text).toContain('define set_pe = [ 10.0.0.0/8{8,32} ];');
    expect(text).toContain('define set_a_b = ');
    expect(text).toContain('define set_a_b_x2 = ');
  });

  test('cannot leave the quotes of a description', () => {
    const text = config(border({}, { neighbors: [uplink({ description: 'x"; }\nlog "/etc/passwd" all; #' })] }));
    expect(text).toContain('description "x_; }_log _/etc/passwd_ all; #";');
  });
});

describe('a PE in the BIRD dialect', () => {
  const ibgp = ibgpNeighbor({ nextHopSelf: true, reflectorClient: true, mraiMs: 5000 });
  const pe = border(
    {
      fullName: 'isp-x/pe-1',
      role: 'pe',
      ospf: { area: 0, families: [4], interfaces: [{ name: 'b0', cost: 10, bfd: { intervalMs: 100, multiplier: 3 } }] },
    },
    {
      as: 64500,
      originated: { prefixes: [], whileConnected: false, policies: {} },
      multipath: false,
      comparesMed: false,
      dynamic: [],
      neighbors: [uplink({ remoteAs: 65001, asOverride: true }), ibgp],
    },
  );

  test('speaks iBGP over several hops with itself as next hop, as reflector', () => {
    const text = config(pe);
    for (const line of ['multihop;', 'rr client;', 'next hop self ebgp;', 'gateway recursive;']) expect(text).toContain(line);
  });

  test('says that it has no MRAI where one is asked for, and nothing where none is', () => {
    expect(config(pe)).toContain('# BIRD has no time between advertisements (MRAI): 5000 ms');
    expect(config(border())).not.toContain('MRAI');
  });

  test('replaces the AS of a site by its own towards it', () => {
    const text = config(pe);
    expect(text).toContain('bgp_path.delete(65001);');
    expect(text).toContain('bgp_path.prepend(64500);');
    expect(text).toContain('if ! override_65001() then reject;');
  });

  test('runs OSPF with BFD on its links and announces its loopback at no cost', () => {
    const text = config(pe);
    expect(text).toContain('protocol ospf v2 ospf4 {');
    expect(text).toContain('stubnet 10.255.0.1/32 { cost 0; };');
    expect(text).toMatch(/protocol bfd bfd0 \{\n\s+interface "b0" \{\n\s+interval 100 ms;/);
  });

  test('is refused where it needs LDP, with the remedy', () => {
    const ldp = { interfaces: ['b0'], transportAddress: '10.255.1.1' };
    expect(() => config({ ...pe, ldp })).toThrow(/isp-x\/pe-1 needs LDP.*dialect frr/);
  });
});

test('both families have their own channel, table and statics', () => {
  const model = border(
    {
      interfaces: [
        { name: 'hosts0', purpose: 'hosts', description: 'hosts', addresses: [on('10.1.1.1/24'), on('2001:db8:1::1/64')] },
      ],
      prefixSets: [{ name: 'vips6', family: 6, entries: [{ prefix: '2001:db8:f::/64', minLength: 128, maxLength: 128 }] }],
      policies: [{ name: 'hosts6-in', family: 6, rules: [{ action: 'accept', prefixes: 'vips6' }] }],
      statics: [{ prefix: '2001:db8:f::1/128', via: '2001:db8:1::11', interface: 'hosts0', distance: 250, description: '' }],
    },
    {
      originated: { prefixes: ['2001:db8:1::/64'], whileConnected: false, policies: { 6: 'hosts6-in' } },
      neighbors: [],
      dynamic: [
        hostSessions({
          family: 6,
          ranges: ['2001:db8:1::/64'],
          localAddress: '2001:db8:1::1',
          importPolicy: 'hosts6-in',
          exportPolicy: 'hosts6-in',
        }),
      ],
    },
  );
  const text = config(model);
  for (const line of [
    'protocol kernel kernel6 {',
    'ipv6 { preference 5; };',
    'define ORIGINATED6 = [ 2001:db8:1::/64 ];',
    '2001:db8:f::/64{128,128}',
  ]) {
    expect(text).toContain(line);
  }
});
