import type { Site } from 'anycast-mec';
import type { KubernetesObject } from 'anycast-mec/clients';
import { serviceAddress } from './management';
import type { ManifestFile } from './manifest-file';

/** Image of the cluster's DNS: the lab's own name, since its own manifest names it. */
export const dnsImage = 'anycast-mec.lab/coredns:1';

const namespace = 'kube-system';
const name = 'coredns';
const labels = { 'k8s-app': 'kube-dns' };
const metadata = { name, namespace, labels };

/** Names of the cluster only: a site of the lab has no way to any other name server. */
const corefile = `.:53 {
  errors
  health :8080
  ready :8181
  kubernetes cluster.local in-addr.arpa {
    pods disabled
    ttl 5
  }
}
`;

/** The cluster's DNS, which every real cluster brings: CoreDNS at the address that kubelets tell their pods. */
export function clusterDns(site: Site): ManifestFile {
  return {
    file: '01-cluster-dns.yaml',
    ofCluster: true,
    objects: [...permissions(), configuration(), deployment(), service(site)],
  };
}

function permissions(): KubernetesObject[] {
  const group = 'rbac.authorization.k8s.io';
  const clusterWide = { name: `system:${name}`, labels };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${group}/v1`,
      kind: 'ClusterRole',
      metadata: clusterWide,
      rules: [
        { apiGroups: [''], resources: ['services', 'namespaces'], verbs: ['list', 'watch'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
      ],
    },
    {
      apiVersion: `${group}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: clusterWide,
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: clusterWide.name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}

function configuration(): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { Corefile: corefile } };
}

function deployment(): KubernetesObject {
  const container = {
    name,
    image: dnsImage,
    args: ['-conf', '/etc/coredns/Corefile'],
    ports: [
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
    ],
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '170Mi' } },
    readinessProbe: { httpGet: { path: '/ready', port: 8181 }, periodSeconds: 1 },
    livenessProbe: { httpGet: { path: '/health', port: 8080 }, periodSeconds: 10 },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    },
    volumeMounts: [{ name: 'config', mountPath: '/etc/coredns', readOnly: true }],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          priorityClassName: 'system-cluster-critical',
          dnsPolicy: 'Default',
          // A host that lost power is left at once: names must be found while it is away.
          tolerations: ['unreachable', 'not-ready'].map((state) => ({
            key: `node.kubernetes.io/${state}`,
            operator: 'Exists',
            effect: 'NoExecute',
            tolerationSeconds: 5,
          })),
          containers: [container],
          volumes: [{ name: 'config', configMap: { name } }],
        },
      },
    },
  };
}

function service(site: Site): KubernetesObject {
  const port = (protocol: string) => ({ name: protocol === 'UDP' ? 'dns' : 'dns-tcp', port: 53, protocol, targetPort: 53 });
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, name: 'kube-dns' },
    spec: { selector: labels, clusterIP: serviceAddress(site, 10), ports: [port('UDP'), port('TCP')] },
  };
}
