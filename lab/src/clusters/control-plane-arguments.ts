import { join } from 'node:path';

/** What the arguments of the programs of a control plane are made of. */
export interface ControlPlaneSettings {
  /** Folder of data, keys and certificates. */
  readonly folder: string;
  /** Address at which hosts and pods find the API server. */
  readonly advertise: string;
  /** ClusterIP ranges, one of each family, IPv4 first. */
  readonly serviceRanges: readonly string[];
  /** Kubeconfig of an administrator, for the controllers. */
  readonly kubeconfig: string;
}

/** Port of the API server. Everything runs in a network namespace of its own, so all sites take the same. */
export const apiPort = 6443;

const etcdClient = 'http://127.0.0.1:2379';
const etcdPeer = 'http://127.0.0.1:2380';

/**
 * The controllers that what runs in the lab needs. Each left out is memory and start-up time saved: volumes, jobs, stateful sets,
 * quotas, autoscaling, certificate signing and cloud node handling.
 */
const controllers = [
  'daemonset-controller',
  'deployment-controller',
  'disruption-controller',
  'endpointslice-controller',
  'garbage-collector-controller',
  'namespace-controller',
  'node-lifecycle-controller',
  'pod-garbage-collector-controller',
  'replicaset-controller',
  'root-ca-certificate-publisher-controller',
  'serviceaccount-controller',
  'taint-eviction-controller',
];

/** Nothing is kept over the end of a lab, so etcd need not wait for the disk. */
export function etcdArguments({ folder }: ControlPlaneSettings): string[] {
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${etcdClient}`,
    `--advertise-client-urls=${etcdClient}`,
    `--listen-peer-urls=${etcdPeer}`,
    `--initial-advertise-peer-urls=${etcdPeer}`,
    `--initial-cluster=default=${etcdPeer}`,
    '--unsafe-no-fsync=true',
    '--log-level=warn',
  ];
}

/** The API server makes its own certificate in `folder`. Admission is at its defaults, pod security among them. */
export function apiServerArguments({ folder, advertise, serviceRanges }: ControlPlaneSettings): string[] {
  return [
    `--etcd-servers=${etcdClient}`,
    '--bind-address=0.0.0.0',
    `--secure-port=${apiPort}`,
    `--advertise-address=${advertise}`,
    `--cert-dir=${folder}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    `--service-cluster-ip-range=${serviceRanges.join(',')}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
    // Webhooks are dialled at the addresses of their pods: nothing translates service addresses here.
    '--enable-aggregator-routing=true',
    '--kubelet-preferred-address-types=InternalIP',
    '--enable-priority-and-fairness=false',
    '--profiling=false',
  ];
}

/** One controller manager, without an election. */
export function controllerManagerArguments({ folder, kubeconfig }: ControlPlaneSettings): string[] {
  return [
    ...common(kubeconfig),
    `--controllers=${controllers.join(',')}`,
    `--service-account-private-key-file=${join(folder, 'sa.key')}`,
    `--root-ca-file=${join(folder, 'apiserver.crt')}`,
    `--cert-dir=${join(folder, 'controller-manager')}`,
    '--secure-port=10257',
    // Reflectors ask again after an outage of the API server without a long pause of their own.
    '--node-monitor-period=2s',
  ];
}

/** One scheduler, without an election. */
export function schedulerArguments({ folder, kubeconfig }: ControlPlaneSettings): string[] {
  return [...common(kubeconfig), `--cert-dir=${join(folder, 'scheduler')}`, '--secure-port=10259'];
}

function common(kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    '--leader-elect=false',
    '--profiling=false',
  ];
}
