import { Fleet } from '../../../../lib/fleet';
import type { FleetDescription } from '../../../../lib/fleet';
import { renderFrr } from '../../../../lib/routers/dialects/frr';
import { routersOf } from '../../../../lib/routers/model/derive';
import { testbed } from '../../../fleet/testbed';

const files = (name: string, change: (fleet: FleetDescription) => void = () => undefined, secret = 'correct-horse') => {
  const description = testbed();
  change(description);
  const model = routersOf(Fleet.from(description)).find((router) => router.fullName === name)!;
  return new Map(renderFrr(model, () => secret).map((file) => [file.path, file]));
};
const text = (name: string, change?: (fleet: FleetDescription) => void) => files(name, change).get('frr.conf')!.content;
const withPassword = (fleet: FleetDescription) =>
  (fleet.sites['mec-1']!.uplinks = [{ to: 'isp-x/pe-1', password: { env: 'MEC1' } }]);

describe('a router in the FRR dialect', () => {
  test('of a border is as its operator would write it', () => expect(text('mec-1/border-1')).toMatchSnapshot());
  test('of a PE is as its operator would write it', () => expect(text('isp-x/pe-1')).toMatchSnapshot());
  test('of a P router has OSPF and LDP alone', () => {
    expect(text('isp-x/p-1')).toContain('mpls ldp');
    expect(text('isp-x/p-1')).not.toContain('router bgp');
  });

  test.each(['\n', '\r', '\t', '\u0000', '\u007f', '\u0085'])('holds no control character in a line (%j)', (character) => {
    const model = routersOf(Fleet.from(testbed())).find((router) => router.fullName === 'mec-1/border-1')!;
    const [first] = model.interfaces;
    const saying = (description: string) => ({ ...model, interfaces: [{ ...first!, description }] });
    const refused = 'mec-1/border-1: a line of its FRR configuration would hold a control character';
    expect(() => renderFrr(saying(`to${character}hosts`), () => '')).toThrow(refused);
    expect(() => renderFrr(saying('to the hosts – höst'), () => '')).not.toThrow();
  });

  test('holds the password of a session, in files that not everyone reads', () => {
    const written = files('mec-1/border-1', withPassword);
    expect(written.get('frr.conf')!.content).toContain(' neighbor 10.0.0.32 password correct-horse\n');
    for (const file of written.values()) if (file.content.includes('correct-horse')) expect(file.mode).toBe(0o640);
  });

  test.each(['two words', 'line\nfeed', '', 'x'.repeat(81)])('refuses the password %j without showing it', (secret) => {
    const failed = () => files('mec-1/border-1', withPassword, secret);
    expect(failed).toThrow(/mec-1\/border-1: the password env:MEC1 must have 1 to 80/);
    if (secret) expect(failed).not.toThrow(new RegExp(secret.slice(0, 4)));
  });

  test('keeps paths of nobody whose session ended, but of hosts where the site wants graceful restart', () => {
    expect(text('mec-1/border-1').match(/graceful-restart.*/g)).toEqual(['graceful-restart-disable']);
    const wanted = text('mec-1/border-1', (fleet) => (fleet.sites['mec-1']!.metallb = { mode: 'frr', gracefulRestart: true }));
    expect(wanted).toContain(' bgp graceful-restart-disable\n');
    expect(wanted).toContain(' neighbor hosts-4 graceful-restart-helper\n');
    expect(wanted).toMatch(/ neighbor [\d.]+ peer-group hosts-4\n neighbor [\d.]+ graceful-restart-helper\n/);
  });

  test("closes a session for its own prefixes, never for those of others: FRR counts these with 'force'", () => {
    for (const name of ['isp-x/pe-1', 'mec-1/border-1']) {
      const limits = text(name).match(/ maximum-prefix .*/g) ?? [];
      expect(limits.length).toBeGreaterThan(0);
      for (const limit of limits) expect(limit).toMatch(/^ maximum-prefix \d+( restart 1)?$/);
    }
  });

  test('takes GRACEFUL_SHUTDOWN off where it is not to be honoured, and leaves it otherwise', () => {
    const deaf = text('mec-1/border-1', (fleet) => (fleet.sites['mec-1']!.uplinks = [{ to: 'isp-x/pe-1', gshut: false }]));
    expect(deaf).toContain('route-map uplink-1-in-4-no-gshut in');
    expect(/route-map uplink-1-in-4-no-gshut permit 80\n[^]*?exit/.exec(deaf)![0]).toContain(' set community none\n');
    // An uplink that does not honour it: what hosts send is not passed on either.
    expect(deaf).toContain('route-map hosts-64512-in-4-no-gshut in');
    const heard = text('mec-1/border-1');
    expect(heard).toContain('route-map hosts-64512-in-4 in');
    expect(heard).toContain('route-map uplink-1-in-4 in');
    expect(heard).not.toContain(' set community none\n');
    expect(heard).toContain('community-list expanded all-but-graceful-shutdown seq 5 deny ^graceful-shutdown$');
  });

  test('refuses by lists another first AS, long paths and crowds of each kind of communities', () => {
    const written = text('mec-1/border-1');
    for (const [list, match] of [
      ['as-path access-list uplink-1-in-4-10 seq 5 deny ^64500_', 'as-path uplink-1-in-4-10'],
      ['as-path access-list uplink-1-in-4-10 seq 10 permit .*', 'as-path uplink-1-in-4-10'],
      ['as-path access-list uplink-1-in-4-20 seq 5 permit ^([^ ]+ ){50}', 'as-path uplink-1-in-4-20'],
      ['community-list expanded standard-above-100 seq 5 permit ^([^ ]+ ){100}', 'community standard-above-100'],
      ['extcommunity-list expanded extended-above-100 seq 5 permit ^([^ ]+ ){100}', 'extcommunity extended-above-100'],
      ['large-community-list expanded large-above-100 seq 5 permit ^([^ ]+ ){100}', 'large-community large-above-100'],
    ]) {
      expect(written.split('\n').filter((line) => line === `bgp ${list}`)).toHaveLength(1);
      expect(written).toMatch(new RegExp(`route-map uplink-1-in-4 deny \\d+\n match ${match}\nexit`));
    }
  });

  describe('that validates origins', () => {
    const validating = (fleet: FleetDescription) =>
      void (fleet.rpki = { caches: ['192.0.2.1', { address: '2001:db8::1', port: 8282 }] });

    test('asks the caches in order, by a module that bgpd loads', () => {
      const border = files('mec-1/border-1', validating);
      expect(border.get('frr.conf')!.content).toContain(
        ['rpki', 'polling_period 300', 'expire_interval 7200', 'retry_interval 10', 'cache 192.0.2.1 323 preference 1']
          .map((line, index) => (index ? ` rpki ${line}` : line))
          .join('\n') + '\n rpki cache 2001:db8::1 8282 preference 2\nexit\n',
      );
      expect(border.get('daemons')!.content).toContain('bgpd_options="  -A 127.0.0.1 -M rpki"\n');
    });

    test('refuses what is invalid from providers and peers alone, and keeps what they sent to hold it against caches later', () => {
      const border = text('mec-1/border-1', validating);
      expect(border).toMatch(/route-map uplink-1-in-4 deny 60\n match rpki invalid\nexit/);
      expect(border.match(/neighbor .* soft-reconfiguration inbound/g)).toEqual([
        'neighbor 10.0.0.32 soft-reconfiguration inbound',
      ]);
      expect(text('isp-x/x-1', validating)).toMatch(/route-map exchange-64501-in-4 deny 60\n match rpki invalid\nexit/);
    });

    test('is no other router', () => {
      for (const written of [
        text('mec-1/border-1'),
        text('isp-x/pe-1', validating),
        files('mec-1/border-1').get('daemons')!.content,
      ])
        expect(written).not.toMatch(/rpki|soft-reconfiguration/);
    });
  });

  test('announces its networks whether their interfaces are up or not, unless another border has them, too', () => {
    const alone = text('mec-1/border-1');
    expect(alone).toContain('  network 10.1.1.0/24 route-map originated-4\n');
    expect(alone).not.toContain('redistribute');
    const together = text('mec-1/border-1', (fleet) => (fleet.sites['mec-1']!.borders = 2));
    expect(together).toContain('  redistribute connected route-map originated-4\n');
    expect(together).not.toMatch(/^ *network 10\./m);
  });

  test('leaves GTSM to the packet filter, so that BFD stays single-hop', () => {
    expect(text('mec-1/border-1')).not.toContain('ttl-security');
  });

  test('of a border knows its hosts as neighbors that it waits for, and takes others from the range', () => {
    const border = text('mec-1/border-1');
    for (const line of ['hosts-4 passive', '10.1.1.11 peer-group hosts-4', '10.1.1.12 peer-group hosts-4'])
      expect(border).toContain(` neighbor ${line}\n`);
    expect(border).toContain(' bgp listen range 10.1.1.0/24 peer-group hosts-4\n');
    expect(text('isp-x/pe-1')).not.toContain('peer-group hosts');
  });

  test('split by daemon says the same as the integrated file', () => {
    const written = files('isp-x/pe-1');
    const lines = (content: string) =>
      content.split('\n').filter((line) => !/^(!.*|frr .*|hostname .*|log .*|service .*)?$/.test(line));
    const split = [...written.values()].filter((file) => file.path.startsWith('split/')).flatMap((file) => lines(file.content));
    expect(split.sort()).toEqual(lines(written.get('frr.conf')!.content).sort());
  });

  test('switches on the daemons that it needs, and no other', () => {
    const on = (name: string) =>
      [
        ...files(name)
          .get('daemons')!
          .content.matchAll(/^(\w+)=yes$/gm),
      ].map((match) => match[1]);
    expect(on('mec-1/border-1')).toEqual(['bgpd', 'bfdd', 'vtysh_enable']);
    expect(on('isp-x/p-1')).toEqual(['ospfd', 'ldpd', 'bfdd', 'vtysh_enable']);
  });
});
