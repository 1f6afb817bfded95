import { Testing } from 'cdk8s';
import type { Chart } from 'cdk8s';
import {
  AgentProgram,
  AnycastService,
  BfdDaemonSet,
  FailoverAgent,
  MecCluster,
  MetalLBPeering,
  RateLimiter,
  standardSite,
} from '../../lib/constructs';
import { Fleet } from '../../lib/fleet';
import { testbed } from '../fleet/testbed';

type Make = (chart: Chart, props: any, id?: string) => unknown;

const workload = { image: 'registry.example/a:1' };
const service: Make = (chart, props, id = 'a') => new AnycastService(chart, id, { vip: '203.0.113.1', workload, ...props });
const limiter: Make = (chart, props, id = 'a') =>
  new RateLimiter(chart, id, { namespace: 'a', upstream: { host: 'b.a.svc', port: 80 }, perClient: '5r/s', ...props });
const peering: Make = (chart, props) =>
  new MetalLBPeering(chart, 'peering', {
    pools: { apps: ['203.0.113.0/24'] },
    hostAs: 64512,
    siteAs: 64701,
    peers: [{ name: 'border-1', address: '10.1.1.1' }],
    hosts: ['host-1'],
    ...props,
  });
const agent: Make = (chart, props) =>
  new FailoverAgent(chart, 'agent', { program: AgentProgram.none(), hosts: ['host-1'], ...props });
const bfd: Make = (chart, props) => new BfdDaemonSet(chart, 'bfd', { peers: ['10.1.1.1'], ...props });

const two = (name: string, address: string, other: string, otherAddress: string) => [
  { name, address },
  { name: other, address: otherAddress },
];
/** What a variable of the environment is that is not set, where the compiler was told otherwise. */
const nothing = undefined as unknown as string;
const long = (length: number) => 'a'.repeat(length);

/** What the construct says at synth: the paths of its problems; none: it is taken. */
function problems(make: Make, props: object, id?: string): string[] {
  const chart = Testing.chart();
  make(chart, props, id);
  return chart.node.findAll().flatMap((construct) => construct.node.validate().map((problem) => problem.split(' = ')[0] ?? ''));
}

describe('a construct alone', () => {
  test.each<[string, Make, accepted: object, refused: object, path: string]>([
    ['AnycastService', service, { namespace: '5g' }, { namespace: 'A_1' }, 'namespace'],
    ['AnycastService', service, { namespace: 'default' }, { namespace: 'kube-system' }, 'namespace'],
    ['AnycastService', service, { namespace: 'edge' }, { namespace: 'metallb-system' }, 'namespace'],
    ['AnycastService', service, { namespace: 'edge' }, { namespace: 'anycast-agent' }, 'namespace'],
    ['AnycastService', service, { namespace: 'edge' }, { namespace: 'anycast-bfd' }, 'namespace'],
    ['AnycastService', service, { name: long(63) }, { name: long(64) }, 'name'],
    [
      'AnycastService',
      service,
      { name: long(54), rateLimit: { perClient: '5r/s' } },
      { name: long(55), rateLimit: { perClient: '5r/s' } },
      'name of the workload',
    ],
    [
      'AnycastService',
      service,
      { selector: { 'example.com/app': 'a' }, workload: undefined },
      { selector: {}, workload: undefined },
      'selector',
    ],
    ['AnycastService', service, { vip: ['203.0.113.1', '2001:db8::1'] }, { vip: ['203.0.113.1', '203.0.113.1'] }, 'vip[1]'],
    ['MetalLBPeering', peering, { mode: 'frr' }, { mode: 'l2' }, 'mode'],
    ['MetalLBPeering', peering, { hosts: ['a', 'b'] }, { hosts: ['a', 'a'] }, 'hosts[1]'],
    [
      'MetalLBPeering',
      peering,
      { peers: two('a', '10.1.1.1', 'b', '10.1.1.2') },
      { peers: two('a', '10.1.1.1', 'a', '10.1.1.2') },
      'peers[1].name',
    ],
    [
      'MetalLBPeering',
      peering,
      { peers: two('a', '10.1.1.1', 'b', '10.1.1.2') },
      { peers: two('a', '10.1.1.1', 'b', '10.1.1.1') },
      'peers[1].address',
    ],
    [
      'MetalLBPeering',
      peering,
      { peers: two('a', 'fd00::1', 'b', 'fd00::2'), mode: 'frr' },
      { peers: two('a', 'fd00::1', 'b', 'FD00:0::1'), mode: 'frr' },
      'peers[1].address',
    ],
    [
      'MetalLBPeering',
      peering,
      { timers: { hold: '9s', keepalive: '9s' } },
      { timers: { hold: '9s', keepalive: '10s' } },
      'timers.keepalive',
    ],
    ['MetalLBPeering', peering, { pools: { a: ['223.255.255.0/24'] } }, { pools: { a: ['224.0.0.0/24'] } }, 'pools.a[0]'],
    ['MetalLBPeering', peering, { hostAs: 65534 }, { hostAs: 65535 }, 'hostAs'],
    ['MetalLBPeering', peering, { siteAs: 23455 }, { siteAs: 23456 }, 'siteAs'],
    ['MetalLBPeering', peering, { hostAs: 64700 }, { hostAs: 64701 }, 'hostAs'],
    ['MetalLBPeering', peering, { mode: 'frr', bfd: { multiplier: 3 } }, { bfd: { multiplier: 3 } }, 'bfd'],
    [
      'MetalLBPeering',
      peering,
      { peers: two('a', '10.1.1.1', 'b', '169.254.1.1') },
      { peers: two('a', '10.1.1.1', 'b', '127.0.0.1') },
      'peers[1].address',
    ],
    ['MetalLBPeering', peering, { timers: { hold: '90s' } }, { timers: { hold: 90 } }, 'timers.hold'],
    [
      'MetalLBPeering',
      peering,
      { mode: 'frr', bfd: { interval: '50ms' } },
      { mode: 'frr', bfd: { interval: 50 } },
      'bfd.interval',
    ],
    ['MetalLBPeering', peering, { siteAs: 64700 }, { siteAs: 64700n }, 'siteAs'],
    ['MetalLBPeering', peering, { hosts: ['a'] }, { hosts: [] }, 'hosts'],
    ['BfdDaemonSet', bfd, { peers: ['10.1.1.9'] }, { peers: ['255.255.255.255'] }, 'peers[0]'],
    ['AnycastService', service, { vip: '223.255.255.1' }, { vip: '224.0.0.1' }, 'vip'],
    ['AnycastService', service, { vip: '2001:db8::1' }, { vip: ['203.0.113.1', 'fe80::1'] }, 'vip'],
    ['BfdDaemonSet', bfd, { bfd: { interval: '10ms' } }, { bfd: { interval: '9ms' } }, 'bfd.interval'],
    ['BfdDaemonSet', bfd, { bfd: { interval: '60s' } }, { bfd: { interval: '61s' } }, 'bfd.interval'],
    ['BfdDaemonSet', bfd, { bfd: { interval: '11ms' } }, { bfd: { interval: '10.5ms' } }, 'bfd.interval'],
    ['FailoverAgent', agent, { replicas: 2 ** 31 - 1 }, { replicas: 2 ** 31 }, 'replicas'],
    ['RateLimiter', limiter, { replicas: 2 ** 31 - 1 }, { replicas: 2 ** 31 }, 'replicas'],
    ['FailoverAgent', agent, { egress: [{ prefix: '10.0.0.0/8' }] }, { egress: [{ prefix: '10.0.0.1/8' }] }, 'egress[0].prefix'],
    ['RateLimiter', limiter, { namespace: 'b' }, { namespace: 'b.c' }, 'namespace'],
    [
      'RateLimiter',
      limiter,
      { upstream: { host: '2001:db8::1', port: 1 } },
      { upstream: { host: '-x', port: 1 } },
      'upstream.host',
    ],
    ['RateLimiter', limiter, { upstream: { host: 'b', port: 1 } }, { upstream: { host: 'b', port: 0 } }, 'upstream.port'],
    ['RateLimiter', limiter, { image: 'nginx' }, { image: 'Nginx' }, 'image'],
    ['MetalLBPeering', peering, { hosts: ['node-1.example.com'] }, { hosts: ['Node_1'] }, 'hosts[0]'],
    ['MetalLBPeering', peering, { hosts: [long(63)] }, { hosts: [long(64)] }, 'hosts[0]'],
    [
      'MetalLBPeering',
      peering,
      { pools: { apps: ['203.0.113.1-203.0.113.9'] } },
      { pools: { apps: ['203.0.113.9-203.0.113.1'] } },
      'pools.apps[0]',
    ],
    [
      'MetalLBPeering',
      peering,
      { pools: { a: ['203.0.113.0/25'], b: ['203.0.113.128/25'] } },
      { pools: { a: ['203.0.113.0/24'], b: ['203.0.113.128/25'] } },
      'pools.b[0]',
    ],
    ['MetalLBPeering', peering, { pools: { 'a.b': ['203.0.113.0/24'] } }, { pools: { A: ['203.0.113.0/24'] } }, 'pools.A'],
    ['MetalLBPeering', peering, { siteAs: 1 }, { siteAs: 0 }, 'siteAs'],
    ['MetalLBPeering', peering, { timers: { hold: '3s' } }, { timers: { hold: '2s' } }, 'timers.hold'],
    [
      'MetalLBPeering',
      peering,
      { mode: 'frr', bfd: { interval: '10ms' } },
      { mode: 'frr', bfd: { interval: '9ms' } },
      'bfd.interval',
    ],
    ['MetalLBPeering', peering, { passwordSecret: 'bgp.password' }, { passwordSecret: 'BGP' }, 'passwordSecret'],
    [
      'MetalLBPeering',
      peering,
      { peers: [{ name: 'border-1.v4', address: '10.1.1.1' }] },
      { peers: [{ name: 'border_1', address: '10.1.1.1' }] },
      'peers[0].name',
    ],
    ['FailoverAgent', agent, { nodePort: 30000 }, { nodePort: 80 }, 'nodePort'],
    ['FailoverAgent', agent, { namespace: 'a' }, { namespace: '' }, 'namespace'],
    ['FailoverAgent', agent, { hosts: ['a.b'] }, { hosts: ['a_b'] }, 'hosts[0]'],
    [
      'FailoverAgent',
      agent,
      { program: AgentProgram.fromImage('a:1') },
      { program: AgentProgram.fromImage('a:') },
      'program.image',
    ],
    ['FailoverAgent', agent, {}, { program: AgentProgram.fromImage(nothing) }, 'program.image'],
    ['FailoverAgent', agent, {}, { program: AgentProgram.fromFile(nothing) }, 'program.file'],
    // The compiler knows these, too; a program of JavaScript has none.
    ['AnycastService', service, {}, { helth: { http: '/' } }, 'helth'],
    ['RateLimiter', limiter, { burst: 5 }, { brust: 5 }, 'brust'],
    ['RateLimiter', limiter, {}, { upstream: { host: 'b.a.svc', port: 80, helthPort: 81 } }, 'upstream.helthPort'],
    ['MetalLBPeering', peering, { timers: { hold: '9s' } }, { timmers: { hold: '9s' } }, 'timmers'],
    ['FailoverAgent', agent, { alerts: true }, { alert: true }, 'alert'],
    ['BfdDaemonSet', bfd, { nodeSelector: { edge: 'a' } }, { nodeSelectors: { edge: 'a' } }, 'nodeSelectors'],
    ['FailoverAgent', agent, {}, { program: {} }, 'program'],
    ['FailoverAgent', agent, {}, { program: { script: 'agent.js' } }, 'program'],
    ['FailoverAgent', agent, {}, { program: 'agent.js' }, 'program'],
    ['FailoverAgent', agent, {}, { image: 'a:1' }, 'image'],
    ['FailoverAgent', agent, {}, { script: false }, 'script'],
    ['BfdDaemonSet', bfd, { nodeSelector: { 'example.com/edge': '' } }, { nodeSelector: { edge: 'a b' } }, 'nodeSelector.edge'],
    ['BfdDaemonSet', bfd, { peers: ['10.1.1.9'] }, { peers: ['10.1.1.900'] }, 'peers[0]'],
  ])('%s takes what Kubernetes takes, and says where it is given anything else', (_, make, accepted, refused, path) => {
    expect(problems(make, accepted)).toEqual([]);
    expect(problems(make, refused)).toEqual([path]);
  });

  test('has an id that its objects can be called by', () => {
    for (const make of [service, limiter]) {
      expect(problems(make, {}, long(63))).toEqual([]);
      expect(problems(make, {}, long(64))).toHaveLength(1);
      expect(problems(make, {}, 'A_1')).toHaveLength(1);
    }
  });

  test('cannot be called as a member of every object', () => {
    expect(() => problems(service, {}, 'constructor')).toThrow(/'constructor' is the name of a member of every object/);
    expect(problems(service, { name: 'constructor' })).toEqual([]);
  });
});

describe('the namespaces that a cluster gives its parts', () => {
  const parts = (namespaces: object): string[] => {
    const chart = Testing.chart();
    const fleet = Fleet.from(testbed());
    standardSite(new MecCluster(chart, 'mec', { fleet, site: fleet.site('mec-1'), namespaces }));
    return chart.node.findAll().flatMap((construct) => construct.node.validate().map((problem) => problem.split(' = ')[0] ?? ''));
  };

  test('are names of namespaces', () => {
    expect(parts({ agent: '5g', bfd: 'a'.repeat(63), metallb: 'load-balancer' })).toEqual([]);
  });
  test.each([
    [{ agent: 'A_1' }, 'namespace'],
    [{ bfd: '' }, 'namespace'],
    [{ metallb: 'a.b' }, 'metallbNamespace'],
  ])('are refused where they are none: %j', (namespaces, path) => {
    expect(parts(namespaces)).toContain(path);
  });
});
