import type { InjectedFault } from '../../../lab/src/model/fault-desk';
import type { LabStatus } from '../../../lab/src/keeper/calls/status';
import { labFolder } from '../../../lab/src/keeper/folder';
import type { LiveWindow } from '../../../lab/src/probes';
import { describeReal } from '../../real/network/requirements';
import { existsSync } from 'node:fs';
import { fleetFile, lab, mustLab, small } from './running';

jest.setTimeout(240_000);
// A shared machine stands still now and then, and BFD with it. What failed first is printed.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const name = `test-small-${process.pid}`;

/** What answers the client: the sites of the last half second that was settled, or `nobody`, or how it fails. */
async function answering(): Promise<string> {
  const out = await mustLab(
    'client',
    '--lab',
    name,
    'mec-1/ran',
    '--service',
    'hello',
    '--interval',
    '20',
    '--for',
    '1.5',
    '--json',
  );
  const windows = out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LiveWindow)
    .slice(-5);
  const sites = new Set(windows.flatMap(({ answered }) => Object.keys(answered).map((host) => host.split('/')[0])));
  const failures = new Set(windows.flatMap(({ failed }) => Object.keys(failed)));
  if (!windows.length) return 'nothing yet';
  return [...sites, ...failures].join(' and ') || 'nobody';
}

/** Waits until this answers. */
async function expectAnswer(wanted: string): Promise<void> {
  let seen = '';
  for (const end = Date.now() + 40_000; Date.now() < end;) {
    seen = await answering();
    if (seen === wanted) return;
  }
  throw new Error(`mec-1/ran is answered by ${seen}, not by ${wanted}`);
}

/** Waits until everything is as the fleet predicts. */
async function expectPrediction(): Promise<void> {
  let status: LabStatus | undefined;
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    status = JSON.parse((await lab('status', '--lab', name, '--json')).out) as LabStatus;
    if (!status.differences.length) return;
  }
  throw new Error(status?.differences.join('\n'));
}

/** What was broken by a test that failed must not fail the next. */
async function everythingHealed(): Promise<void> {
  await mustLab('heal', '--lab', name);
}

describeReal('a fleet of two sites and three hosts in the lab', ['frr', 'bird', 'nftables', 'namespaces'], () => {
  const fleet = fleetFile(small);

  beforeAll(() => mustLab('up', fleet.file, '--level', 'routers', '--name', name));
  afterAll(async () => {
    fleet.remove();
    await mustLab('down', name);
    expect(existsSync(labFolder(name))).toBe(false);
  });

  afterEach(everythingHealed);

  test('does what the fleet predicts when it is ready', async () => {
    const status = JSON.parse(await mustLab('status', '--lab', name, '--json')) as LabStatus;
    expect(status.differences).toEqual([]);
    expect(status.routers.map(({ router, dialect }) => `${router} ${dialect}`)).toContain('mec-2/border-1 bird');
    expect(status.notes.join()).toContain('lab-probe');
    await expectAnswer('mec-1');
  });

  // Each with what answers while it lasts: the next site, or what a host cannot notice without an agent.
  test.each([
    [['drain', 'mec-1'], 'mec-2'],
    [['withdraw', 'mec-1/hello'], 'mec-2'],
    [['app-kill', 'mec-1'], 'mec-2'],
    [['app-hang', 'mec-1'], 'timeout'],
    [['app-error', 'mec-1'], '5xx'],
    [['speaker-kill', 'mec-1'], 'mec-2'],
    [['host-power-off', 'mec-1/host-1'], 'mec-1'],
    [['host-network-loss', 'mec-1/host-2'], 'mec-1'],
    [['link-cut', 'mec-1/host-1:eth0'], 'mec-1'],
    [['link-silent', 'mec-1/host-1:eth0'], 'mec-1'],
    [['bgp-daemon-kill', 'mec-1/host-1'], 'mec-1'],
    [['bfd-daemon-kill', 'isp/pe-1'], 'mec-1'],
    [['partition', 'mec-2'], 'mec-1'],
    [['loss', 'mec-1/border-1--isp/pe-1', '20%'], 'mec-1'],
  ] as const)('%s: the client is answered by %s, and by mec-1 after heal', async (fault, wanted) => {
    const [verb, target, ...options] = fault as readonly string[];
    const done = JSON.parse(
      await mustLab('fault', '--lab', name, '--json', String(verb), String(target), ...options),
    ) as InjectedFault;
    expect(BigInt(done.afterNs) >= BigInt(done.beforeNs)).toBe(true);
    await expectAnswer(wanted);
    await mustLab('heal', '--lab', name, done.id);
    await expectPrediction();
    await expectAnswer('mec-1');
  });

  test('a border without power takes its site from its clients, and gives it back', async () => {
    await mustLab('fault', '--lab', name, 'border-power-off', 'mec-1/border-1');
    await expectAnswer('timeout');
    await mustLab('heal', '--lab', name);
    await expectPrediction();
    await expectAnswer('mec-1');
  });

  test('a fault heals by itself after its time', async () => {
    await mustLab('fault', '--lab', name, 'withdraw', 'mec-1', '--for', '3s');
    await expectAnswer('mec-2');
    await expectAnswer('mec-1');
    const status = JSON.parse((await lab('status', '--lab', name, '--json')).out) as LabStatus;
    expect(status.faults).toEqual([]);
  });

  test('refuses a target that does not exist, and names those that do', async () => {
    const { code, err } = await lab('fault', '--lab', name, 'host-power-off', 'mec-1/host-9');
    expect(code).toBe(2);
    expect(err).toContain('mec-1/host-1, mec-1/host-2, mec-2/host-1');
    expect((await lab('fault', '--lab', name, 'no-such-verb', 'mec-1')).code).toBe(2);
  });

  test('runs commands in its nodes', async () => {
    expect(await mustLab('exec', '--lab', name, 'mec-1/host-1', '--', 'ip', '-brief', 'address', 'show', 'eth0')).toContain(
      '10.1.1.11/24',
    );
    expect((await lab('exec', '--lab', name, 'mec-1/border-1', '--', 'false')).code).toBe(1);
  });
});
