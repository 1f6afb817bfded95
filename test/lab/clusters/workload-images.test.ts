import { Fleet } from 'anycast-mec';
import type { FleetDescription } from 'anycast-mec';
import type { KubernetesObject } from 'anycast-mec/clients';
import { standIns } from '../../../lab/src/clusters/stand-ins';
import { workloadImages } from '../../../lab/src/clusters/workload-images';
import { small } from '../keeper/running';

const image = 'registry.example/app:1.0';
const services = (given: NonNullable<FleetDescription['services']>) => Fleet.from({ ...small, services: given });

/** A workload as synth writes it, as far as images matter. */
function workload(namespace: string, containers: readonly object[]): KubernetesObject {
  const spec = { template: { spec: { containers } } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: namespace, namespace }, spec };
}

const listenersOf = (objects: readonly KubernetesObject[], fleet: Fleet) => {
  const { workloads } = workloadImages([{ file: '40.yaml', objects }], fleet.services);
  return Object.fromEntries(workloads.map(({ name, env }) => [name, JSON.parse(env?.['LAB_PORTS'] ?? '[]') as unknown]));
};

test('the sample application listens at all ports of the service whose place it takes', () => {
  const fleet = services({
    resolver: {
      vip: '203.0.113.1',
      workload: { image },
      ports: [{ port: 53, protocol: 'UDP', health: { dns: { name: 'example.org' } } }, { port: 53 }],
    },
  });
  const ports = [
    { name: 'udp-53', containerPort: 53, protocol: 'UDP' },
    { name: 'tcp-53', containerPort: 53, protocol: 'TCP' },
  ];
  expect(listenersOf([workload('resolver', [{ image, ports }])], fleet)).toEqual({
    [image]: [
      { port: 53, protocol: 'UDP', speaks: 'dns' },
      { port: 53, protocol: 'TCP', speaks: 'dns' },
    ],
  });
});

test('an image of two services listens where either does', () => {
  const fleet = services({
    web: { vip: '203.0.113.1', workload: { image, port: 8080 } },
    broker: { vip: '203.0.113.2', workload: { image }, ports: [{ port: 1883 }] },
  });
  const objects = [
    workload('web', [{ image, ports: [{ containerPort: 8080 }] }]),
    workload('broker', [{ image, ports: [{ containerPort: 1883 }] }]),
  ];
  expect(listenersOf(objects, fleet)).toEqual({
    [image]: [
      { port: 8080, protocol: 'TCP', speaks: 'http' },
      { port: 1883, protocol: 'TCP', speaks: 'mqtt' },
    ],
  });
});

test("of a workload that is the operator's own the manifest tells", () => {
  const readinessProbe = { httpGet: { path: '/ready', port: 9000, scheme: 'HTTPS' } };
  const objects = [workload('own', [{ image, ports: [{ name: 'mqtt', containerPort: 2000 }], readinessProbe }])];
  expect(listenersOf(objects, services({}))).toEqual({
    [image]: [
      { port: 9000, protocol: 'TCP', speaks: 'https', health: ['/ready'] },
      { port: 2000, protocol: 'TCP', speaks: 'mqtt' },
    ],
  });
});

test('a port knows each path at which the agent and the kubelet ask for its health', () => {
  const fleet = services({ web: { vip: '203.0.113.1', workload: { image, port: 8080 }, health: { http: '/live' } } });
  const container = {
    image,
    ports: [{ name: 'web', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/ready', port: 'web' } },
  };
  expect(listenersOf([workload('web', [container])], fleet)).toEqual({
    [image]: [{ port: 8080, protocol: 'TCP', speaks: 'http', health: ['/live', '/ready'] }],
  });
});

describe('a stand-in for pods that are only selected', () => {
  const standIn = (given: object): any => {
    const fleet = services({ app: { vip: '203.0.113.1', selector: { app: 'x' }, ...given } });
    const { files } = standIns(fleet.sites[0]!, []);
    return files.find(({ file }) => file === '35-stand-ins.yaml')?.objects[0];
  };
  const podOf = (given: object) => standIn(given).spec.template.spec;

  test('has all ports of the service, may listen there, and is ready when its port of TCP answers', () => {
    const pod = podOf({ ports: [{ port: 53, protocol: 'UDP', health: { dns: { name: 'example.org' } } }, { port: 53 }] });
    expect(pod.securityContext).toEqual({ sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '53' }] });
    expect(pod.containers).toMatchObject([
      {
        ports: [
          { containerPort: 53, protocol: 'UDP' },
          { containerPort: 53, protocol: 'TCP' },
        ],
        readinessProbe: { tcpSocket: { port: 53 }, periodSeconds: 1 },
      },
    ]);
  });

  test('is asked by HTTP where that is its health, and has no sysctl that it does not need', () => {
    const pod = podOf({ targetPort: 8080, health: { http: '/healthz' } });
    expect(pod.securityContext).toBeUndefined();
    expect(pod.containers[0].readinessProbe).toMatchObject({ httpGet: { path: '/healthz', port: 8080 } });
  });

  test('has an image of its own, since where it listens is part of it', () => {
    expect(podOf({}).containers[0].image).toBe('anycast-mec.lab/stand-in-app:1');
  });
});

test('an image that one container needs whole is whole for all, whichever comes first', () => {
  const frr = 'quay.io/frrouting/frr:10.5.3';
  const bfdd = workload('bfd', [{ image: frr, command: ['/usr/lib/frr/bfdd'] }]);
  const speaker = workload('metallb-system', [{ image: frr, command: ['/bin/sh', '-c', 'docker-start'] }]);
  const contentsOf = (...objects: readonly KubernetesObject[]) =>
    workloadImages([{ file: '30.yaml', objects }], []).common.flatMap(({ name, content }) => (name === frr ? [content] : []));
  expect(contentsOf(bfdd)).toEqual(['bfdd']);
  expect(contentsOf(bfdd, speaker)).toEqual(['frr']);
  expect(contentsOf(speaker, bfdd)).toEqual(['frr']);
});
