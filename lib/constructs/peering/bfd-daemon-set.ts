import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { z } from 'zod';
import { familyOf } from '../../fleet/addresses/address';
import { bfdOf } from '../../fleet/derive/session-values';
import { dnsLabelSchema, imageSchema, labelsSchema } from '../../contract/kubernetes';
import { described } from '../../fleet/description/given';
import type { Described, Given } from '../../fleet/description/given';
import { bfdSchema } from '../../fleet/description/timers';
import type { BfdDescription } from '../../fleet/description/timers';
import { defaultNamespaces } from '../../contract/namespaces';
import { ofFamily } from '../../fleet/model';
import type { Site } from '../../fleet/model';
import { labelPrefix } from '../../contract/labels';
import { bfdProblems } from './bfd-problems';
import { peerAddressSchema } from './peer-address';
import { bfddConfig } from './bfdd-config';
import type { BfddConfig } from './bfdd-config';
import { images } from '../objects/images';
import { unthrottledResources } from '../objects/container-defaults';
import { KubeObject } from '../objects/kube-object';
import { k8s } from '../objects/kubernetes';
import { constructKind, kindOf } from '../objects/construct-kind';
import { ManifestConstruct } from '../objects/manifest-construct';
import type { ManifestProps } from '../objects/manifest-construct';
import { MecCluster } from '../mec-cluster';
import { identityLabels, standardLabels } from '../objects/standard-labels';

/** Properties of a {@link BfdDaemonSet}. */
export interface BfdDaemonSetProps extends ManifestProps {
  /** @default 'anycast-bfd' */
  readonly namespace?: string;
  /** IPv4 addresses of the border routers in the host network. @default - those of the site */
  readonly peers?: readonly string[];
  /** BFD timers. @default - the site's, else 50 ms x 3 */
  readonly bfd?: Given<BfdDescription>;
  /** Image with FRR. @default - FRR 10.5.3, by digest */
  readonly image?: string;
  /** Labels of the nodes that run it. @default - all nodes */
  readonly nodeSelector?: Readonly<Record<string, string>>;
}

/** What it may be given, all by name. */
const bfdDaemonSetSchema = z.strictObject({
  namespace: dnsLabelSchema.optional(),
  peers: z.array(peerAddressSchema).optional(),
  bfd: bfdSchema.optional(),
  image: imageSchema.optional(),
  nodeSelector: labelsSchema.optional(),
  overrides: z.unknown().optional(),
} satisfies Record<keyof BfdDaemonSetProps, z.ZodType>);

const name = 'bfdd';
const component = 'bfd';
const runDirectory = '/var/run/frr';
const configDirectory = '/etc/frr';
const configFile = 'bfdd.conf';

/** Terminal of the daemon (FRR, `BFDD_VTY_PORT`): on the loopback interface, for the liveness probe. Without a password in its file it lets nobody in. */
const terminalPort = 2617;

/**
 * FRR's BFD daemon alone on every host: border routers see a dead host in milliseconds, which MetalLB's native mode lacks.
 *
 * A restart of the daemon costs a route flap of about 3 s at its host, because the border resets BGP when BFD goes down:
 * updates happen on delete, one host after the other, after draining it. The checksum annotation shows which hosts are behind.
 *
 * @example
 * new BfdDaemonSet(chart, 'bfd', { peers: ['10.1.1.1'], bfd: { interval: '50ms', multiplier: 3 } });
 */
export class BfdDaemonSet extends ManifestConstruct {
  /** @internal */
  public override readonly [constructKind] = 'BfdDaemonSet' as const;

  /** Name of its objects. */
  public readonly name = name;
  /** Namespace of its objects. */
  public readonly namespace: string;
  /** Labels of its pods. */
  public readonly selector: Readonly<Record<string, string>> = identityLabels(name, component);
  /** The ConfigMap with what the daemons read. @default - undefined where what it was given cannot be used */
  public readonly configMap?: ApiObject;
  /** @default - undefined where what it was given cannot be used */
  public readonly daemonSet?: ApiObject;

  public constructor(scope: Construct, id: string, given: BfdDaemonSetProps = {}) {
    super(scope, id, given);
    const props = described(given);
    const cluster = MecCluster.find(this);
    const site = cluster?.site;
    const namespace = props.namespace ?? cluster?.namespaces.bfd ?? defaultNamespaces.bfd;
    this.namespace = namespace;
    if (!this.fits(bfdDaemonSetSchema, { ...props, namespace })) return;
    const bfd = props.bfd === undefined && site ? site.bfd : bfdOf(props.bfd);
    const peers = (props.peers ?? site?.borders.flatMap((border) => border.lan.map(({ address }) => address)) ?? []).filter(
      (peer) => familyOf(peer) === 4,
    );
    if (!bfd) {
      this.problem('bfd', false, 'BFD is off', 'BFD timers', 'leave the construct out, or turn BFD on');
      return;
    }
    if (!this.report(bfdProblems(bfd))) return;
    if (peers.length === 0)
      this.problem(
        'peers',
        undefined,
        'a border router is missing',
        'IPv4 addresses',
        "give 'peers', or make the construct below a MecCluster with a site",
      );
    this.makeNamespace(namespace, 'privileged');
    const files = configFiles({ bfd, peers }, site);
    const metadata = { name, namespace, labels: standardLabels(name, component) };
    this.configMap = this.own(new KubeObject(this, 'config', k8s.KubeConfigMap, { metadata, data: files.data }));
    this.daemonSet = this.own(new KubeObject(this, 'daemon-set', k8s.KubeDaemonSet, { metadata, spec: this.spec(props, files) }));
  }

  /** Whether a value is a BfdDaemonSet, also one of another copy of this package. */
  public static isBfdDaemonSet(this: void, value: unknown): value is BfdDaemonSet {
    return kindOf(value) === 'BfdDaemonSet';
  }

  private spec(props: Described<BfdDaemonSetProps>, { data, nodes }: ConfigFiles): k8s.DaemonSetSpec {
    return {
      selector: { matchLabels: { ...this.selector } },
      updateStrategy: { type: 'OnDelete' },
      template: {
        metadata: {
          labels: standardLabels(name, component),
          annotations: {
            [`${labelPrefix}/config-sha256`]: createHash('sha256').update(Object.values(data).join()).digest('hex'),
          },
        },
        spec: {
          hostNetwork: true,
          dnsPolicy: 'ClusterFirstWithHostNet',
          automountServiceAccountToken: false,
          priorityClassName: 'system-node-critical',
          tolerations: [{ operator: 'Exists' }],
          ...(props.nodeSelector && { nodeSelector: { ...props.nodeSelector } }),
          ...(nodes && { affinity: onlyOn(nodes) }),
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [bfddContainer(props.image ?? images.frr, nodes !== undefined)],
          volumes: [
            { name: 'config', configMap: { name } },
            { name: 'run', emptyDir: { medium: 'Memory' } },
            { name: 'tmp', emptyDir: { medium: 'Memory' } },
          ],
        },
      },
    };
  }
}

/** What the daemons read: one file for all hosts, or one each, by the name of its node. */
interface ConfigFiles {
  readonly data: Readonly<Record<string, string>>;
  /** The nodes that have a file of their own. */
  readonly nodes?: readonly string[];
}

function configFiles(config: BfddConfig, site: Site | undefined): ConfigFiles {
  if (site?.metallb.sourceAddress !== 'host') return { data: { [configFile]: bfddConfig(config) } };
  const own = site.hosts.flatMap(({ nodeName, addresses }) => {
    const from = ofFamily(addresses, 4)?.address;
    return from === undefined ? [] : [{ nodeName, text: bfddConfig({ ...config, from }) }];
  });
  return {
    data: Object.fromEntries(own.map(({ nodeName, text }) => [`${nodeName}.conf`, text])),
    nodes: own.map(({ nodeName }) => nodeName),
  };
}

/** No other node has a file to start with. */
function onlyOn(nodes: readonly string[]): k8s.Affinity {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [...nodes] }];
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
}

function bfddContainer(image: string, fileOfNode: boolean): k8s.Container {
  return {
    name,
    image,
    // Not below an init such as tini: that would need CAP_KILL to hand SIGTERM on, and bfdd starts no processes to be collected.
    command: ['/usr/lib/frr/bfdd'],
    args: [
      '-f',
      `${configDirectory}/${configFile}`,
      '-i',
      `${runDirectory}/bfdd.pid`,
      '--vty_socket',
      runDirectory,
      '-z',
      `${runDirectory}/none.api`,
    ].concat(['--bfdctl', `${runDirectory}/bfdd.sock`, '-A', '127.0.0.1', '-P', String(terminalPort), '--log', 'stdout']),
    ...(fileOfNode && { env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }] }),
    resources: unthrottledResources('50m', '64Mi'),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      // The daemon starts as root and becomes the user frr; found by taking capabilities away one by one. It uses no SYS_ADMIN, but does
      // not start without: it asks for the permitted set of its `_caps_p` (FRR, bfdd/bfdd.c), and for all of it or nothing. It has no `-S`.
      runAsNonRoot: false,
      runAsUser: 0,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'NET_RAW', 'SETGID', 'SETUID', 'SYS_ADMIN'] },
    },
    // A daemon that hangs takes no connection off its queue (3 places), which no image needs a program for. It is slow on purpose: a
    // restart is a flap of the host's routes.
    livenessProbe: {
      tcpSocket: { host: '127.0.0.1', port: k8s.IntOrString.fromNumber(terminalPort) },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    },
    volumeMounts: [
      fileOfNode
        ? { name: 'config', mountPath: `${configDirectory}/${configFile}`, subPathExpr: '$(NODE_NAME).conf', readOnly: true }
        : { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'run', mountPath: runDirectory },
      { name: 'tmp', mountPath: '/var/tmp/frr' },
    ],
  };
}
