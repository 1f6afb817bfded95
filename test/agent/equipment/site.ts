import { Testing } from 'cdk8s';
import { AgentProgram, FailoverAgent } from 'anycast-mec';
import { objectsOf } from 'anycast-mec/testing';
import type { AgentInput } from 'anycast-mec/contract';
import type { KubernetesApi } from 'anycast-mec/clients';
import type { ControlPlane } from './control-plane';
import { until } from './until';

const manager = 'test-equipment';
const plurals: Readonly<Record<string, string>> = {
  NetworkPolicy: 'networkpolicies',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
};

/** Name and namespace of the Service under test. */
export const sensors = { name: 'sensors', namespace: 'sensors', vip: '203.0.113.1' };
/** Path of that Service. */
export const servicePath = '/api/v1/namespaces/sensors/services/sensors';

/** Applies an object, as kubectl does. */
export async function apply(
  api: KubernetesApi,
  object: { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } },
): Promise<void> {
  const { apiVersion, kind, metadata } = object;
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = plurals[kind] ?? `${kind.toLowerCase()}s`;
  const space = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  await api.patch(`${base}${space}/${plural}/${metadata.name}`, object, 'apply', manager);
}

/** A Service as its owner applies it. */
export async function applyService(api: KubernetesApi, name = sensors.name): Promise<void> {
  const metadata = { name, namespace: sensors.namespace, labels: { 'anycast-mec.io/anycast': 'true', app: name } };
  const spec = { type: 'LoadBalancer', ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }], selector: { app: name } };
  await apply(api, { apiVersion: 'v1', kind: 'Service', metadata, spec } as never);
}

/** Endpoints of the Service, as the controller manager would write them. */
export async function applyEndpoints(
  api: KubernetesApi,
  endpoints: readonly { address: string; host: string }[],
  name = sensors.name,
): Promise<void> {
  const metadata = { name: `${name}-a`, namespace: sensors.namespace, labels: { 'kubernetes.io/service-name': name } };
  const slice = {
    addressType: 'IPv4',
    ports: [{ port: 8080, protocol: 'TCP' }],
    endpoints: endpoints.map(({ address, host }) => ({ addresses: [address], nodeName: host, conditions: { ready: true } })),
  };
  await apply(api, { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, ...slice });
}

/** What MetalLB's speakers on these hosts would say that they announce, and the definition of it; MetalLB itself is not installed. */
export async function applySpeakerStatuses({ admin }: ControlPlane, hosts: readonly string[]): Promise<void> {
  const [group, plural, kind] = ['metallb.io', 'servicebgpstatuses', 'ServiceBGPStatus'];
  const openAPIV3Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const spec = {
    group,
    scope: 'Namespaced',
    names: { kind, plural, singular: 'servicebgpstatus' },
    versions: [{ name: 'v1beta1', served: true, storage: true, schema: { openAPIV3Schema } }],
  };
  const metadata = { name: `${plural}.${group}` };
  await apply(admin, { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata, spec } as never);
  const apiVersion = `${group}/v1beta1`;
  for (const node of hosts) {
    const name = `${sensors.name}-${node}`;
    const status = { node, serviceName: sensors.name, serviceNamespace: sensors.namespace };
    const object = { apiVersion, kind, metadata: { name, namespace: 'metallb-system' }, status };
    // A moment passes between a definition and its being served.
    await until(`${kind} is served`, async () => {
      await admin.patch(`/apis/${apiVersion}/namespaces/metallb-system/${plural}/${name}`, object, 'apply', manager);
      return true;
    });
  }
}

/** Namespaces, the real permissions and the real admission policy of the agent, and a Service. Returns the agent's token file. */
export async function prepareSite(plane: ControlPlane): Promise<string> {
  const { admin } = plane;
  for (const name of ['sensors', 'metallb-system'])
    await apply(admin, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const chart = Testing.chart();
  new FailoverAgent(chart, 'agent', {
    program: AgentProgram.none(),
    hosts: ['h1', 'h2'],
    services: [
      {
        name: sensors.name,
        namespace: sensors.namespace,
        vips: [sensors.vip],
        port: 80,
        protocol: 'TCP',
        selector: { app: 'sensors' },
        health: { port: 8080 },
      },
    ],
  });
  const namespacesFirst = [...objectsOf(chart)].sort((a, b) => Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace'));
  for (const object of namespacesFirst) await apply(admin, object);
  await applyService(admin);
  await applyService(admin, 'other');
  return plane.tokenFile('anycast-agent', 'failover-agent');
}

/** A configuration of the agent for that site. */
export function configFor(
  plane: ControlPlane,
  tokenFile: string,
  port: number,
  appPort: number,
  more: Partial<AgentInput> = {},
): AgentInput {
  const [service, ...rest] = more.services ?? [];
  return {
    site: 'site-1',
    hosts: ['h1', 'h2'],
    lease: { namespace: 'anycast-agent', name: 'failover-agent' },
    kubernetes: { server: plane.server, tokenFile, caFile: plane.caFile },
    listen: { address: '127.0.0.1', port },
    ...more,
    services: [
      {
        name: sensors.name,
        namespace: sensors.namespace,
        vips: [sensors.vip],
        port: 80,
        protocol: 'TCP',
        // Not the fastest: the machine that runs tests may be busy with others.
        health: { port: appPort, http: '/', every: '200ms', inDoubt: '100ms', timeout: '600ms' },
        timing: { drain: '200ms', verify: '200ms', holdDown: '1s', holdDownMax: '4s' },
        guards: { lastSite: 'off' },
        ...service,
      },
      ...rest,
    ],
  };
}
