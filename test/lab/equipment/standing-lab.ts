import { Fleet } from 'anycast-mec';
import type { Level } from '../../../lab/src/machine/level';
import type { RunningLab, SiteRuntime } from '../../../lab/src/model/running-lab';
import type { Port } from '../../../lab/src/network/port';
import type { Inside } from '../../../lab/src/faults/fault';
import { LabFaultDesk } from '../../../lab/src/faults/desk';
import { unknownName } from '../../../lab/src/usage/usage-error';

/** Two sites with three hosts, behind two PEs that an exchange joins to a third. */
export const standingFleet = Fleet.from({
  name: 'standing',
  pools: { apps: '203.0.113.0/28' },
  plan: {
    links: '10.0.0.0/20',
    loopbacks: '10.0.16.0/24',
    hosts: '10.1.0.0/16',
    clients: '10.2.0.0/16',
    exchanges: '10.3.0.0/24',
  },
  networks: {
    isp: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] },
    other: { as: 64601, routers: { 'x-1': 'pe' } },
  },
  exchanges: { ix: { members: ['isp/pe-2', 'other/x-1'] } },
  sites: {
    'mec-1': { as: 64701, hosts: 2, uplinks: [{ to: 'isp/pe-1' }], clients: ['ran'] },
    'mec-2': { as: 64702, hosts: 1, uplinks: [{ to: 'isp/pe-2' }], clients: ['ran'] },
  },
  services: { hello: { vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' } } },
});

/** What was done in a standing lab, a line each. */
export type Done = readonly string[];

/**
 * A lab of {@link standingFleet} in which nothing runs: what is asked of it is written down.
 *
 * @param inside what runs its hosts. @default - what writes down, too
 */
export function standingLab(level: Level = 'routers', inside?: Inside): { readonly lab: RunningLab; readonly done: Done } {
  const done: string[] = [];
  const note = (...words: readonly unknown[]) => void done.push(words.join(' '));
  const noted = (...words: readonly unknown[]) => Promise.resolve(note(...words));
  const fleet = standingFleet;
  const sites = new Map(
    fleet.sites.map((site): [string, SiteRuntime] => [
      site.name,
      {
        site,
        start: () => Promise.resolve(),
        expectations: () => [],
        status: () => Promise.resolve({ site: site.name, services: {}, hosts: [], notes: [] }),
        maintain: (service, maintenance, on, host) => noted(on ? maintenance : `no ${maintenance}`, service, host ?? site.name),
        bootHost: (host) => noted('boot', host),
      },
    ]),
  );
  const routers = [...fleet.sites.flatMap(({ borders }) => borders), ...fleet.networks.flatMap((network) => network.routers)];
  const hosts = fleet.sites.flatMap((site) => site.hosts);
  const nodes = new Map([...routers, ...hosts].map(({ fullName }) => [fullName, { name: fullName, initPid: 1 }]));
  const network = {
    nodes: () => [...nodes.values()],
    find: (name: string) => {
      const node = nodes.get(name);
      if (!node) throw unknownName('node', name, nodes.keys());
      return { ...node, powerOff: () => noted('power off', name) };
    },
    portsOf: (node: string): Port[] => [{ node, name: 'eth0' }],
    otherEnd: () => undefined,
    sharing: () => [],
    prepareCut: (ports: readonly Port[], kind: unknown) => ({
      apply: () => noted('cut', kind, ...ports.map((port) => port.node)),
      undo: () => noted('join', ...ports.map((port) => port.node)),
    }),
  };
  const lab = {
    name: fleet.name,
    fleet,
    level,
    published: { failovers: [], latencies: [] },
    delay: 'none',
    network,
    routers: new Map(routers.map(({ fullName, dialect }) => [fullName, routerAt(fullName, dialect, noted)])),
    sites,
    clients: new Map(fleet.sites.map(({ name }) => [`${name}/ran`, {}])),
    programs: {},
    notes: [],
    expectations: () => [],
  } as unknown as RunningLab;
  return { lab: Object.assign(lab, { faults: new LabFaultDesk(() => lab, inside ?? insideOf(lab, noted)) }), done };
}

function routerAt(name: string, dialect: string, noted: (...words: readonly string[]) => Promise<void>) {
  return {
    name,
    dialect,
    node: { initPid: 1, pidsOf: () => [] },
    boot: () => noted('boot', name),
    killDaemon: (daemon: string) => noted('kill', daemon, name),
    startDaemon: (daemon: string) => noted('start', daemon, name),
    sessions: () => Promise.resolve(new Map()),
    bfd: () => Promise.resolve(new Map()),
    bestPath: () => Promise.resolve(undefined),
  };
}

function insideOf({ fleet, level }: RunningLab, noted: (...words: readonly string[]) => Promise<void>): Inside {
  if (level === 'cluster') {
    const clusters = fleet.sites.map((site) => {
      const controlPlane = {
        killApiServer: () => void noted('kill the API server', site.name),
        startApiServer: () => noted('start the API server', site.name),
      };
      return [site.name, { site, controlPlane, manifests: [], hosts: new Map() }] as const;
    });
    return { clusters: new Map(clusters) } as unknown as Inside;
  }
  const speakers = fleet.sites.map((site) => {
    const hosts = site.hosts.map((host) => {
      const daemon = {
        killDaemon: (name: string) => noted('kill', name, host.fullName),
        startDaemon: (name: string) => noted('start', name, host.fullName),
      };
      const application = {
        runs: true,
        start: () => noted('start the application', host.fullName),
        kill: () => {
          application.runs = false;
          return noted('kill the application', host.fullName);
        },
        hang: (on: boolean) => void noted(on ? 'stop' : 'continue', host.fullName),
        fail: (on: boolean) => void noted(on ? 'fail' : 'answer', host.fullName),
      };
      return [host.fullName, { host, node: { initPid: 1, pidsOf: () => [] }, application, speaker: { daemon } }] as const;
    });
    return [site.name, { hosts: new Map(hosts) }] as const;
  });
  return { speakers: new Map(speakers) } as unknown as Inside;
}
