import { join } from 'node:path';
import { stringify } from 'yaml';

/** What the files of a host are made of. */
export interface HostSettings {
  /** Folder of the host: what survives a loss of power. */
  readonly folder: string;
  /** Name of the node. */
  readonly name: string;
  /** One of each family, IPv4 first; so are the ranges. */
  readonly nodeAddresses: readonly string[];
  /** Pod ranges of this host. */
  readonly podRanges: readonly string[];
  /** Pod ranges of the whole site. */
  readonly clusterRanges: readonly string[];
  /** Address of the cluster's DNS. */
  readonly dns: string;
  /** Cgroup of the host, below which are those of all pods, such as `/anycast-mec-lab/mec-1/host-1`. */
  readonly cgroup: string;
  /** The image that holds the namespaces of a pod, as containerd stores it. */
  readonly pauseImage: string;
}

/** Socket of containerd inside the host. */
export const containerdSocket = '/run/containerd/containerd.sock';

/** Paths of the files of a host. */
export function hostPaths(folder: string) {
  return {
    containerdConfig: join(folder, 'containerd.toml'),
    containerdRoot: join(folder, 'containerd'),
    kubeletConfig: join(folder, 'kubelet.yaml'),
    kubeletRoot: join(folder, 'kubelet'),
    kubeconfig: join(folder, 'kubeconfig'),
    cniConfig: join(folder, 'cni', 'conf'),
    cniState: join(folder, 'cni', 'state'),
    resolvConf: join(folder, 'resolv.conf'),
    podLogs: join(folder, 'pod-logs'),
    sysctls: join(folder, 'sysctls'),
  } as const;
}

/** config.toml of containerd 1.6. */
export function containerdConfig(settings: HostSettings): string {
  const paths = hostPaths(settings.folder);
  return `version = 2
root = "${paths.containerdRoot}"
state = "/run/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
[grpc]
  address = "${containerdSocket}"
[debug]
  level = "warn"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${settings.pauseImage}"
  # Where oom scores may not be lowered, runc fails without it.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${paths.cniConfig}"
`;
}

/** The network of pods: a routed link of each to its host, addresses from the host's pod range. */
export function cniConfig({ folder, podRanges }: HostSettings): string {
  return JSON.stringify({
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'ptp',
        ipMasq: false,
        ipam: {
          type: 'host-local',
          ranges: podRanges.map((subnet) => [{ subnet }]),
          routes: podRanges.map((range) => ({ dst: range.includes(':') ? '::/0' : '0.0.0.0/0' })),
          dataDir: hostPaths(folder).cniState,
        },
      },
    ],
  });
}

/** KubeletConfiguration. */
export function kubeletConfig(settings: HostSettings): string {
  const paths = hostPaths(settings.folder);
  return stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    // Requests come over the management network of the lab alone.
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    cgroupDriver: 'cgroupfs',
    cgroupsPerQOS: false,
    enforceNodeAllocatable: [],
    failCgroupV1: false,
    failSwapOn: false,
    localStorageCapacityIsolation: true,
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    clusterDNS: [settings.dns],
    clusterDomain: 'cluster.local',
    resolvConf: paths.resolvConf,
    podLogsDir: paths.podLogs,
    oomScoreAdj: 0,
    // A Secret that changes, such as the certificate of MetalLB's webhook, reaches its volume in seconds instead of a minute.
    syncFrequency: '5s',
    // The disk is that of the whole machine: how full it is is none of the host's business.
    evictionHard: { 'nodefs.available': '0%', 'imagefs.available': '0%', 'memory.available': '0%' },
    imageGCHighThresholdPercent: 100,
    imageMinimumGCAge: '24h',
    // A container that is killed in one trial after the other would be started again after minutes: each trial is to be the first one.
    crashLoopBackOff: { maxContainerRestartPeriod: '1s' },
    nodeStatusUpdateFrequency: '10s',
    registerNode: true,
  });
}

/** Flags of the kubelet that its configuration file does not know. */
export function kubeletArguments(settings: HostSettings): string[] {
  const paths = hostPaths(settings.folder);
  return [
    `--config=${paths.kubeletConfig}`,
    `--kubeconfig=${paths.kubeconfig}`,
    `--hostname-override=${settings.name}`,
    `--node-ip=${settings.nodeAddresses.join(',')}`,
    `--root-dir=/var/lib/kubelet`,
    `--cert-dir=${join(settings.folder, 'kubelet-certificates')}`,
  ];
}

/** Flags of kube-proxy. The limits of connection tracking belong to the machine: a network namespace cannot set them. */
export function kubeProxyArguments(settings: HostSettings): string[] {
  return [
    '--proxy-mode=nftables',
    `--kubeconfig=${hostPaths(settings.folder).kubeconfig}`,
    `--hostname-override=${settings.name}`,
    `--cluster-cidr=${settings.clusterRanges.join(',')}`,
    '--conntrack-max-per-core=0',
    '--conntrack-min=0',
    '--conntrack-tcp-timeout-established=0s',
    '--conntrack-tcp-timeout-close-wait=0s',
  ];
}
