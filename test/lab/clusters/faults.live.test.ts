import { until } from '../../../lab/src/network/until';
import type { LabStatus } from '../../../lab/src/keeper/calls/status';
import { describeNeeding } from '../../real/network/requirements';
import { withoutClusters } from './needs';
import { RunningClusters } from './running-clusters';

jest.setTimeout(400_000);
// A shared machine stands still now and then, and a kubelet with it. What failed first is printed.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

/** A pod that the level `restricted` forbids. */
const privileged = (namespace: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'intruder', namespace },
    spec: { containers: [{ name: 'shell', image: 'registry.example/hello:1.0', securityContext: { privileged: true } }] },
  });

interface Pods {
  readonly items: readonly {
    readonly metadata: { readonly uid: string; readonly name: string };
    readonly status: { readonly containerStatuses?: readonly { readonly restartCount: number }[] };
  }[];
}

describeNeeding('a fleet of clusters, two sites and three hosts', withoutClusters(), () => {
  const clusters = new RunningClusters();
  const own = { 'mec-1': /^mec-1\//, 'mec-2': /^mec-2\// };

  const pods = async (site: string, namespace: string, selector: string): Promise<Pods['items']> => {
    const { out } = await clusters.kubectl(site, ['get', 'pods', '-n', namespace, '-l', selector, '-o', 'json']);
    return (JSON.parse(out) as Pods).items;
  };
  const restarts = async (...where: Parameters<typeof pods>) =>
    (await pods(...where)).reduce((sum, { status }) => sum + (status.containerStatuses?.[0]?.restartCount ?? 0), 0);
  /** The kubelet tells a restart later than it does it. */
  const restarted = (count: number, ...where: Parameters<typeof pods>) =>
    until(`${where.join(' ')} restarted ${count} times`, 60_000, async () => {
      const now = await restarts(...where);
      return now === count ? [] : [`${now} restarts`];
    });

  beforeAll(() => clusters.start());
  afterAll(() => clusters.close());
  afterEach(() => clusters.asPredicted());

  test('answers every client from the site that the fleet predicts', async () => {
    await clusters.answeredBy('mec-1', own['mec-1']);
    await clusters.answeredBy('mec-2', own['mec-2']);
  });

  test('says which images hold something else than their names say', async () => {
    const { notes } = (await clusters.call('status')) as LabStatus;
    expect(notes.join('\n')).toMatch(/FRR/);
  });

  test('refuses a privileged pod in an application namespace, and takes it elsewhere', async () => {
    const refused = await clusters.kubectl('mec-2', ['create', '-f', '-'], privileged('hello'));
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/violates PodSecurity "restricted:latest": privileged/),
    });
    const dryRun = await clusters.kubectl('mec-2', ['create', '--dry-run=server', '-f', '-'], privileged('default'));
    expect(dryRun.code).toBe(0);
  });

  describe.each(['host-power-off', 'host-network-loss'])('%s', (verb) => {
    test('of one host of two leaves the other; after heal both serve', async () => {
      await clusters.during(verb, 'mec-1/host-1', () => clusters.answeredBy('mec-1', /^mec-1\/host-2$/));
      await clusters.asPredicted();
      await clusters.answeredBy('mec-1', own['mec-1']);
    });

    test('of the only host moves clients to the next site; after heal they are back', async () => {
      await clusters.during(verb, 'mec-2/host-1', () => clusters.answeredBy('mec-2', own['mec-1']));
      await clusters.answeredBy('mec-2', own['mec-2'], 180_000);
    });
  });

  test.each(['app-hang', 'app-error'])(
    '%s at all pods of a site moves clients to the next; heal brings them back',
    async (verb) => {
      await clusters.during(verb, 'mec-2/hello', () => clusters.answeredBy('mec-2', own['mec-1']));
      await clusters.answeredBy('mec-2', own['mec-2'], 180_000);
    },
  );

  test('app-kill makes the kubelet start the application again', async () => {
    const where = ['mec-2', 'hello', 'app.kubernetes.io/component=server'] as const;
    const before = await restarts(...where);
    await clusters.during('app-kill', 'mec-2/hello', () => Promise.resolve());
    await restarted(before + 1, ...where);
    await clusters.answeredBy('mec-2', own['mec-2']);
  });

  test('pod-delete makes the cluster run another pod', async () => {
    const where = ['mec-2', 'hello', 'app.kubernetes.io/component=server'] as const;
    const before = (await pods(...where)).map(({ metadata }) => metadata.uid);
    await clusters.during('pod-delete', 'mec-2/hello', () => Promise.resolve());
    // The old pod has its grace period to end in.
    await until('the pods before are gone', 60_000, async () =>
      (await pods(...where)).filter(({ metadata }) => before.includes(metadata.uid)).map(({ metadata }) => metadata.name),
    );
    await clusters.answeredBy('mec-2', own['mec-2']);
  });

  test.each([
    ['speaker-kill', 'metallb-system', 'component=speaker'],
    ['bfd-daemon-kill', 'anycast-bfd', 'app.kubernetes.io/name=bfdd'],
  ])('%s is started again, and the host announces again with BFD up', async (verb, namespace, selector) => {
    const before = await restarts('mec-2', namespace, selector);
    await clusters.during(verb, 'mec-2/host-1', () => Promise.resolve());
    await restarted(before + 1, 'mec-2', namespace, selector);
    await clusters.asPredicted();
    await clusters.answeredBy('mec-2', own['mec-2']);
  });

  test('a host whose packets come from another address speaks BGP and BFD from the one that the fleet has', async () => {
    expect(await clusters.addAddress('mec-1/host-1', '10.1.1.77/24', '10.1.1.1')).toBe('10.1.1.77');
    for (const verb of ['speaker-kill', 'bfd-daemon-kill']) await clusters.during(verb, 'mec-1/host-1', () => Promise.resolve());
    await clusters.asPredicted();
    await clusters.answeredBy('mec-1', /^mec-1\/host-[12]$/);
  });

  test('api-server-down moves nobody; after heal the API server answers', async () => {
    await clusters.during('api-server-down', 'mec-2', async () => {
      expect((await clusters.kubectl('mec-2', ['get', 'nodes', '--request-timeout=2s'])).code).toBe(1);
      await clusters.answeredBy('mec-2', own['mec-2']);
    });
    expect((await clusters.kubectl('mec-2', ['get', 'nodes'])).out).toContain('host-1');
  });

  test.each(['drain', 'withdraw'])('%s moves clients to the next site, and back', async (verb) => {
    await clusters.during(verb, 'mec-2', () => clusters.answeredBy('mec-2', own['mec-1']));
    await clusters.answeredBy('mec-2', own['mec-2']);
  });

  test('withdraw at one host leaves the other', async () => {
    await clusters.during('withdraw', 'mec-1/host-1/hello', () => clusters.answeredBy('mec-1', /^mec-1\/host-2$/));
  });

  test('pods are answered by the hosts of other sites, as agents must be that look at each other', async () => {
    // The health port of kube-proxy stands for a NodePort.
    const ask = `fetch('http://10.1.2.11:10256/livez').then(({ status }) => console.log(status))`;
    expect(await clusters.inPodOf('mec-1/host-1', ask)).toBe('200');
  });

  test('logs and exec of kubectl work from outside', async () => {
    const deployment = ['deploy/hello-limiter', '-n', 'hello'];
    expect((await clusters.kubectl('mec-1', ['exec', ...deployment, '--', 'nginx', '-v'])).err).toMatch(/nginx version/);
    expect((await clusters.kubectl('mec-1', ['logs', ...deployment, '--tail=1'])).code).toBe(0);
  });
});
