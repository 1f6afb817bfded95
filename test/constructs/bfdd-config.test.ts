import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { BfdDaemonSet } from '../../lib/constructs';
import { bfddConfig } from '../../lib/constructs/peering/bfdd-config';
import { siteSnapshot } from '../../lib/testing';
import { describeReal } from '../real/network/requirements';

const bfdd = '/usr/lib/frr/bfdd';
const bfd = { intervalMs: 50, multiplier: 3 };

/** FRR keeps a folder a process id there, and says so when an earlier process of that id left one. That is no word about the file. */
const leftBehind = /^.*(?:failed to mkdir "\/var\/tmp\/frr\/|crashlog and per-thread log buffering unavailable).*\n/gm;

/** What FRR's own daemon says when it checks a configuration. */
function check(config: string): Promise<{ code: number | null; output: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'bfdd-'));
  chmodSync(directory, 0o755);
  const file = join(directory, 'bfdd.conf');
  writeFileSync(file, config);
  const child = spawn(bfdd, [
    '-C',
    '-f',
    file,
    '-i',
    join(directory, 'pid'),
    '--vty_socket',
    directory,
    '-z',
    join(directory, 'none.api'),
  ]);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output: output.replace(leftBehind, '') })));
}

describeReal('FRR reads the configuration of the BFD daemon', ['frr'], () => {
  test('without a word', async () => {
    expect(await check(bfddConfig({ bfd, peers: ['10.1.1.1', '10.1.1.2'] }))).toEqual({ code: 0, output: '' });
    expect(await check(bfddConfig({ bfd, peers: ['10.1.1.1'], from: '127.0.0.1' }))).toEqual({ code: 0, output: '' });
  });
  test('and would tell of a line it does not know', async () => {
    expect((await check('bfd\n peer 10.1.1.1\n  no-such-word\n')).output).toContain('no-such-word');
  });
});

describe('the BFD daemon', () => {
  test.each([{ peers: ['10.1.1.1\n shutdown'] }, { peers: ['10.1.1.1'], from: '10.1.1.11 multihop' }])(
    'refuses what is no address: %j',
    (addresses) => expect(() => bfddConfig({ bfd, ...addresses })).toThrow(/is no address/),
  );

  test('stands alone, with the five capabilities it needs', () => {
    const chart = Testing.chart();
    new BfdDaemonSet(chart, 'bfd', { peers: ['10.1.1.1'] });
    Testing.synth(chart);
    const set = siteSnapshot(chart)['DaemonSet anycast-bfd/bfdd'] as any;
    expect(set.spec.updateStrategy).toEqual({ type: 'OnDelete' });
    expect(set.spec.template.spec.containers[0].securityContext.capabilities).toEqual({
      drop: ['ALL'],
      add: ['NET_BIND_SERVICE', 'NET_RAW', 'SETGID', 'SETUID', 'SYS_ADMIN'],
    });
  });

  test('is started anew when it hangs: its terminal, which only its own pod reaches, takes no connection then', () => {
    const chart = Testing.chart();
    new BfdDaemonSet(chart, 'bfd', { peers: ['10.1.1.1'] });
    const [container] = (siteSnapshot(chart)['DaemonSet anycast-bfd/bfdd'] as any).spec.template.spec.containers;
    const option = (name: string) => container.args[container.args.indexOf(name) + 1];
    expect(container.livenessProbe.tcpSocket).toEqual({ host: option('-A'), port: Number(option('-P')) });
    expect(option('-A')).toBe('127.0.0.1');
  });

  test('shows in an annotation that its configuration changed', () => {
    const annotation = (multiplier: number) => {
      const chart = Testing.chart();
      new BfdDaemonSet(chart, 'bfd', { peers: ['10.1.1.1'], bfd: { multiplier } });
      return (siteSnapshot(chart)['DaemonSet anycast-bfd/bfdd'] as any).spec.template.metadata.annotations[
        'anycast-mec.io/config-sha256'
      ];
    };
    expect(annotation(3)).toBe(annotation(3));
    expect(annotation(3)).not.toBe(annotation(4));
  });

  test('leaves IPv6 borders out, and says so if none is left', () => {
    const chart = Testing.chart();
    new BfdDaemonSet(chart, 'bfd', { peers: ['2001:db8::1'] });
    expect(() => Testing.synth(chart)).toThrow(/peers = nothing: a border router is missing/);
  });

  test('with BFD off makes no sense', () => {
    const chart = Testing.chart();
    new BfdDaemonSet(chart, 'bfd', { peers: ['10.1.1.1'], bfd: false });
    expect(() => Testing.synth(chart)).toThrow(/BFD is off/);
  });
});
