import type { Inside } from '../../../lab/src/faults/fault';
import { standingFleet, standingLab } from '../equipment/standing-lab';

/** What runs in the containers of a cluster, by their ids; signals are written down, and what is killed is started again. */
const mockRuns = new Map<string, { program: string; pid: number }[]>();
const mockDone: string[] = [];

jest.mock('../../../lab/src/clusters/hosts/container-processes', () => ({
  ...jest.requireActual<object>('../../../lab/src/clusters/hosts/container-processes'),
  processesOf: (_: number, id: string) => mockRuns.get(id) ?? [],
  signal: (pids: readonly number[], name: string) => {
    for (const [id, running] of mockRuns) {
      for (const one of running.filter(({ pid }) => pids.includes(pid))) {
        mockDone.push(`${name} ${one.program} in ${id}`);
        if (name === 'SIGKILL') one.pid += 1000;
      }
    }
  },
}));

const namespaces: Readonly<Record<string, string>> = { hello: 'hello', speaker: 'metallb-system', bfdd: 'anycast-bfd' };
const labels: Readonly<Record<string, Record<string, string>>> = {
  hello: { app: 'hello' },
  speaker: { app: 'metallb', component: 'speaker' },
  bfdd: { 'app.kubernetes.io/name': 'bfdd' },
};

/** A pod that is ready, and what runs in its container. */
function pod(kind: string, host: string, programs: readonly string[], name = `${kind}-${host}`) {
  mockRuns.set(
    name,
    programs.map((program) => ({ program, pid: mockRuns.size * 10 + programs.indexOf(program) + 100 })),
  );
  const conditions = [{ type: 'Ready', status: 'True' }];
  const containerStatuses = [{ name: kind, containerID: `containerd://${name}` }];
  const metadata = { name, namespace: namespaces[kind], labels: labels[kind] };
  return { metadata, spec: { nodeName: host }, status: { conditions, containerStatuses } };
}

/** The lab of two hosts at mec-1, each with an application, a speaker with the daemons of FRR, and a BFD daemon. */
function clusterLab(mode: 'native' | 'frr' = 'native') {
  mockRuns.clear();
  mockDone.length = 0;
  const site = standingFleet.site('mec-1');
  let pods = site.hosts.flatMap(({ nodeName }) => [
    pod('hello', nodeName, ['node']),
    pod('speaker', nodeName, ['speaker', 'bgpd', 'bfdd']),
    pod('bfdd', nodeName, ['bfdd']),
  ]);
  const api = {
    get: (path: string) => {
      const selector = new URL(path, 'http://cluster').searchParams.get('labelSelector') ?? '';
      const wanted = selector.split(',').filter(Boolean);
      const has = (own: Record<string, string> = {}) => wanted.every((one) => own[one.split('=')[0]!] === one.split('=')[1]);
      return Promise.resolve({ items: pods.filter(({ metadata }) => has(metadata.labels)), metadata: {} });
    },
    remove: (path: string) => {
      mockDone.push(`DELETE ${path}`);
      const name = path.split('/').at(-1)!;
      const { spec } = pods.find(({ metadata }) => metadata.name === name)!;
      pods = [...pods.filter(({ metadata }) => metadata.name !== name), pod('hello', spec.nodeName, ['node'], `${name}-new`)];
      return Promise.resolve({});
    },
  };
  const template = { spec: { containers: [{ name: 'hello', image: 'registry.example/hello:1.0' }] } };
  const spec = { selector: { matchLabels: labels['hello'] }, template };
  const workload = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'hello', namespace: 'hello' }, spec };
  const hosts = new Map(site.hosts.map(({ fullName, nodeName }) => [fullName, { nodeName, node: { initPid: 1 } }]));
  const cluster = {
    site: { name: site.name, services: site.services, hosts: site.hosts, metallb: { mode } },
    api,
    hosts,
    ownHost: (name: string) => hosts.get(name),
    manifests: [{ file: '', objects: [workload] }],
  };
  return standingLab('cluster', { clusters: new Map([['mec-1', cluster]]) } as unknown as Inside).lab;
}

/** What a fault does, and what its heal does. */
async function happens(verb: string, target: string, mode: 'native' | 'frr') {
  const lab = clusterLab(mode);
  const { id } = await lab.faults.inject({ verb, target });
  const did = mockDone.splice(0);
  await lab.faults.heal(id);
  return { did, undid: mockDone.splice(0) };
}

describe('what a fault does in a cluster, and what takes it back', () => {
  const [one, two] = standingFleet.site('mec-1').hosts.map(({ nodeName }) => nodeName);

  test.each<[string, string, 'native' | 'frr', string[], string[]]>([
    ['app-kill', 'mec-1', 'native', [`SIGKILL node in hello-${one}`, `SIGKILL node in hello-${two}`], []],
    ['app-kill', 'mec-1/host-2/hello', 'native', [`SIGKILL node in hello-${two}`], []],
    ['app-hang', 'mec-1/host-1', 'native', [`SIGSTOP node in hello-${one}`], [`SIGCONT node in hello-${one}`]],
    ['app-error', 'mec-1/host-1', 'native', [`SIGUSR1 node in hello-${one}`], [`SIGUSR1 node in hello-${one}`]],
    ['pod-delete', 'mec-1/host-1', 'native', [`DELETE /api/v1/namespaces/hello/pods/hello-${one}`], []],
    ['speaker-kill', 'mec-1/host-1', 'native', [`SIGKILL speaker in speaker-${one}`], []],
    ['bgp-daemon-kill', 'mec-1/host-1', 'native', [`SIGKILL speaker in speaker-${one}`], []],
    ['bgp-daemon-kill', 'mec-1/host-1', 'frr', [`SIGKILL bgpd in speaker-${one}`], []],
    ['bfd-daemon-kill', 'mec-1/host-1', 'native', [`SIGKILL bfdd in bfdd-${one}`], []],
    ['bfd-daemon-kill', 'mec-1/host-1', 'frr', [`SIGKILL bfdd in speaker-${one}`], []],
  ])('%s %s, MetalLB in mode %s', async (verb, target, mode, did, undid) => {
    expect(await happens(verb, target, mode)).toEqual({ did, undid });
  });

  test('app-error is not taken back of a container that was started again', async () => {
    const lab = clusterLab();
    const { id } = await lab.faults.inject({ verb: 'app-error', target: 'mec-1/host-1' });
    await lab.faults.inject({ verb: 'pod-delete', target: 'mec-1/host-1' });
    mockDone.length = 0;
    await lab.faults.heal(id);
    expect(mockDone).toEqual([]);
  });

  test('what does not run is told', async () => {
    const lab = clusterLab();
    mockRuns.clear();
    await expect(lab.faults.inject({ verb: 'app-kill', target: 'mec-1/hello' })).rejects.toThrow(
      'the application of hello does not run at mec-1',
    );
  });
});
