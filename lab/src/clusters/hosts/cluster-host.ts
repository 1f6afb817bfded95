import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { LabNode } from '../../network/lab-node';
import { stay } from '../../network/lab-node';
import { until } from '../../network/until';
import { cgroupInit } from './cgroup-init';
import {
  cniConfig,
  containerdConfig,
  containerdSocket,
  hostPaths,
  kubeletArguments,
  kubeletConfig,
  kubeProxyArguments,
} from './host-configuration';
import type { HostSettings } from './host-configuration';
import { hostInit } from './host-init';
import { managementInterface } from '../management-wiring';

/** What a host of a cluster needs to know. */
export interface ClusterHostOptions {
  readonly node: LabNode;
  readonly settings: HostSettings;
  /** Folder of the images that every host has, see ImageStore. */
  readonly images: string;
  /** Image files of this host alone. */
  readonly ownImages: readonly string[];
  /** Kubeconfig with which kubelet and kube-proxy find the API server. */
  readonly kubeconfig: string;
  readonly kubelet: string;
  readonly kubeProxy: string;
}

/** Longest time containerd may take to answer, ms. */
const containerdWithinMs = 120_000;

/** A host of a site: containerd, kubelet and kube-proxy in a node with mount and PID namespaces of its own. */
export class ClusterHost {
  public constructor(private readonly options: ClusterHostOptions) {}

  /** Full name, such as `mec-1/host-1`. */
  public get name(): string {
    return this.options.node.name;
  }

  /** Name of the node in its cluster. */
  public get nodeName(): string {
    return this.options.settings.name;
  }

  public get node(): LabNode {
    return this.options.node;
  }

  /** Writes its files, boots it and imports its own images. @throws Error with what it said if it does not start */
  public async start(): Promise<void> {
    this.writeFiles();
    await this.boot();
    for (const file of this.options.ownImages) await this.ctr('images', 'import', file);
  }

  /** Boots it: at first, and after a loss of power. */
  public async boot(): Promise<void> {
    const { node, settings, images, kubelet, kubeProxy } = this.options;
    const init = await node.boot(cgroupInit, {
      BODY: hostInit + stay,
      CGROUP: settings.cgroup,
      FOLDER: settings.folder,
      IMAGES: images,
      CONTAINERD_CONFIG: hostPaths(settings.folder).containerdConfig,
      PODS: settings.clusterRanges.join(' '),
      MANAGEMENT: managementInterface,
      KUBELET: kubelet,
      KUBE_PROXY: kubeProxy,
      KUBELET_ARGUMENTS: kubeletArguments(settings).join('\n'),
      KUBE_PROXY_ARGUMENTS: kubeProxyArguments(settings).join('\n'),
    });
    let ended: number | string | undefined;
    void init.exited.then((code) => (ended = code));
    await until(`${this.name}: containerd answers`, containerdWithinMs, async () => {
      if (ended !== undefined) throw new Error(`${this.name} did not start (${ended}): ${init.said()}`);
      const { code, err } = await node.run('ctr', ['--address', containerdSocket, '--connect-timeout', '1s', 'version']);
      return code === 0 && init.answer().includes('started') ? [] : [`${err}${init.said()}`];
    });
  }

  /** The end of what its kubelet said. */
  public tail(): string {
    try {
      return readFileSync(`${this.options.settings.folder}/kubelet.log`, 'utf8').slice(-1_500);
    } catch {
      return 'its kubelet said nothing';
    }
  }

  private ctr(...args: string[]): Promise<string> {
    return this.options.node.must('ctr', ['--address', containerdSocket, '--namespace', 'k8s.io', ...args]);
  }

  private writeFiles(): void {
    const { settings, kubeconfig } = this.options;
    const paths = hostPaths(settings.folder);
    for (const folder of [settings.folder, paths.cniConfig, paths.cniState, paths.podLogs])
      mkdirSync(folder, { recursive: true });
    writeFileSync(paths.containerdConfig, containerdConfig(settings));
    writeFileSync(`${paths.cniConfig}/10-pods.conflist`, cniConfig(settings));
    writeFileSync(paths.kubeletConfig, kubeletConfig(settings));
    writeFileSync(paths.kubeconfig, kubeconfig, { mode: 0o600 });
    // No name server of the machine: what pods ask is answered by the cluster's DNS or not at all.
    writeFileSync(paths.resolvConf, '');
  }
}
