import { createHash } from 'node:crypto';
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { z } from 'zod';
import { dnsLabelSchema, dnsSubdomainSchema, imageSchema, selectorSchema, serviceNameSchema } from '../../contract/kubernetes';
import { bounds } from '../../fleet/description/bounds';
import { urlPathSchema } from '../../contract/texts';
import { addressSchema, portSchema } from '../../fleet/description/scalars';
import { rateLimitSchema } from '../../fleet/description/service';
import type { RateLimitDescription } from '../../fleet/description/service';
import { labelPrefix } from '../../contract/labels';
import {
  finishingSeconds,
  leavingSeconds,
  resources,
  restrictedContainer,
  restrictedPod,
  servesOn,
  spreadOverHosts,
} from '../objects/container-defaults';
import { madeOnce } from '../objects/constant';
import { deploymentType } from './deployment-type';
import { disruptionBudget } from './disruption-budget';
import { images } from '../objects/images';
import { KubeObject } from '../objects/kube-object';
import { k8s } from '../objects/kubernetes';
import { constructKind, kindOf } from '../objects/construct-kind';
import { ManifestConstruct, misfits } from '../objects/manifest-construct';
import type { ManifestProps } from '../objects/manifest-construct';
import { MecCluster } from '../mec-cluster';
import { allowDns, allowEgress, allowIngress, policySpec } from './network-policies';
import { alivePath, nginxConfig } from './nginx-config';
import { identityLabels, standardLabels } from '../objects/standard-labels';

/** Properties of a {@link RateLimiter}. */
export interface RateLimiterProps extends ManifestProps, RateLimitDescription {
  readonly namespace: string;
  /** Whether to make the namespace. @default true */
  readonly createNamespace?: boolean;
  /** Where admitted requests go. */
  readonly upstream: {
    /** DNS name or address. */
    readonly host: string;
    readonly port: number;
    /** Port that answers `healthPath`. @default - `port` */
    readonly healthPort?: number;
    /** Labels of the pods behind it, to which alone the limiter may talk. @default - it may talk to anybody */
    readonly pods?: Readonly<Record<string, string>>;
    /** Port of those pods. @default - `port` */
    readonly podPort?: number;
    /** Port of those pods that answers `healthPath`. @default - `healthPort`, else `podPort` */
    readonly podHealthPort?: number;
  };
  /** Path that says whether the workload serves. @default - only NGINX itself is checked */
  readonly healthPath?: string;
  /** Whether clients come over IPv6 too; hosts without IPv6 refuse it. @default false */
  readonly ipv6?: boolean;
  /** Namespace of the failover agent, which may reach the health port. @default - nobody but the kubelet may */
  readonly probedFrom?: string;
  /** Whether to make a ClusterIP Service of the same name. @default true */
  readonly service?: boolean;
  /** @default - one a host, else 2 */
  readonly replicas?: number;
  /** An NGINX image that runs without root. @default - nginxinc/nginx-unprivileged 1.30.4, by digest */
  readonly image?: string;
}

/** What it may be given, all by name. */
const rateLimiterSchema = z.strictObject({
  ...rateLimitSchema.shape,
  namespace: dnsLabelSchema,
  upstream: z.strictObject({
    host: z.union([addressSchema, dnsSubdomainSchema]),
    port: portSchema,
    pods: selectorSchema.optional(),
    healthPort: portSchema.optional(),
    podPort: portSchema.optional(),
    podHealthPort: portSchema.optional(),
  }),
  healthPath: urlPathSchema.optional(),
  probedFrom: dnsLabelSchema.optional(),
  replicas: z.int().min(1).max(bounds.int32).optional(),
  image: imageSchema.optional(),
  createNamespace: z.boolean().optional(),
  ipv6: z.boolean().optional(),
  service: z.boolean().optional(),
  overrides: z.unknown().optional(),
} satisfies Record<keyof RateLimiterProps, z.ZodType>);

/** User of the unprivileged NGINX image. */
const nginxUser = 101;
const component = 'rate-limiter';

/**
 * NGINX in front of an HTTP service: a leaky bucket for every client (IPv6: for every /64) and one for all, HTTP 429 above it,
 * connection limits and timeouts against slow clients. The construct's id is the name of its objects.
 *
 * @example
 * new RateLimiter(chart, 'sensors-limiter', { namespace: 'sensors', upstream: { host: 'sensors.sensors.svc', port: 80 }, perClient: '5r/s' });
 */
export class RateLimiter extends ManifestConstruct {
  /** @internal */
  public override readonly [constructKind] = 'RateLimiter' as const;

  /** Port of clients. */
  public readonly port = 8080;
  /** Unmetered port, for probes only. */
  public readonly healthPort = 8081;
  /** Labels of its pods. */
  public readonly selector: Readonly<Record<string, string>>;
  /** Name of its objects. */
  public readonly name: string;
  /** Namespace of its objects. */
  public readonly namespace: string;
  /** The ConfigMap with its `nginx.conf`. @default - undefined where what it was given cannot be used */
  public readonly configMap?: ApiObject;
  /** @default - undefined where what it was given cannot be used */
  public readonly deployment?: ApiObject;
  /** Its ClusterIP Service. @default - undefined with `service: false` */
  public readonly service?: ApiObject;

  public constructor(scope: Construct, id: string, props: RateLimiterProps) {
    super(scope, id, props);
    this.name = id;
    this.namespace = props.namespace;
    this.selector = identityLabels(id, component);
    const problems = madeOnce(props, `problems of ${id}`, () => [
      ...misfits(serviceNameSchema, id, 'id'),
      ...misfits(rateLimiterSchema, props),
    ]);
    if (!this.report(problems)) return;
    const metadata = { name: id, namespace: props.namespace, labels: standardLabels(id, component) };
    const config = madeOnce(props, `configuration of ${id}`, () => ({
      metadata,
      data: { 'nginx.conf': this.configuration(props) },
    }));
    const hosts = MecCluster.find(this)?.site?.hosts.length;
    const deployment = madeOnce(props, `deployment of ${id} on ${hosts} hosts`, () => ({
      metadata,
      spec: this.deploymentSpec(id, props, { config: config.data['nginx.conf'], hosts }),
    }));
    const budget = madeOnce(props, `disruption budget of ${id}`, () => ({ metadata, spec: disruptionBudget(this.selector) }));
    const policy = madeOnce(props, `policy of ${id}`, () => ({ metadata, spec: this.policy(props) }));
    if (props.createNamespace ?? true) this.makeNamespace(props.namespace, 'restricted');
    this.configMap = this.own(new KubeObject(this, 'config', k8s.KubeConfigMap, config));
    this.deployment = this.own(new KubeObject(this, 'deployment', deploymentType, deployment));
    this.own(new KubeObject(this, 'disruption-budget', k8s.KubePodDisruptionBudget, budget));
    this.own(new KubeObject(this, 'network-policy', k8s.KubeNetworkPolicy, policy));
    if (props.service ?? true) {
      const port = { name: 'http', port: 80, protocol: 'TCP', targetPort: k8s.IntOrString.fromNumber(this.port) };
      this.service = this.own(
        new KubeObject(this, 'service', k8s.KubeService, {
          metadata,
          spec: { type: 'ClusterIP', selector: { ...this.selector }, ports: [port] },
        }),
      );
    }
  }

  /** Whether a value is a RateLimiter, also one of another copy of this package. */
  public static isRateLimiter(this: void, value: unknown): value is RateLimiter {
    return kindOf(value) === 'RateLimiter';
  }

  private configuration({ perClient, burst, aggregate, connectionsPerClient, upstream, ipv6 }: RateLimiterProps): string {
    return nginxConfig({
      limit: { perClient, burst, aggregate, connectionsPerClient },
      upstream,
      port: this.port,
      healthPort: this.healthPort,
      ipv6: ipv6 ?? false,
    });
  }

  private deploymentSpec(
    id: string,
    props: RateLimiterProps,
    { config, hosts }: { readonly config: string; readonly hosts: number | undefined },
  ): k8s.DeploymentSpec {
    const replicas = props.replicas ?? hosts ?? 2;
    return {
      replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: { ...this.selector } },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
      },
      template: {
        metadata: {
          labels: standardLabels(id, component),
          // NGINX reads its file once: a change must make new pods.
          annotations: { [`${labelPrefix}/config-sha256`]: createHash('sha256').update(config).digest('hex') },
        },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: leavingSeconds + finishingSeconds,
          securityContext: restrictedPod(nginxUser),
          topologySpreadConstraints: spreadOverHosts(this.selector, replicas, hosts),
          containers: [{ ...this.container(props), ...servesOn(leavingSeconds) }],
          volumes: [
            { name: 'config', configMap: { name: id } },
            { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
          ],
        },
      },
    };
  }

  private container(props: RateLimiterProps): k8s.Container {
    const check = (path: string) => ({
      httpGet: { path, port: k8s.IntOrString.fromNumber(this.healthPort) },
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    return {
      name: 'nginx',
      image: props.image ?? images.nginx,
      command: ['nginx', '-c', '/etc/anycast-mec/nginx.conf', '-g', 'daemon off;'],
      ports: [
        { name: 'http', containerPort: this.port, protocol: 'TCP' },
        { name: 'health', containerPort: this.healthPort, protocol: 'TCP' },
      ],
      resources: resources('200m', '64Mi'),
      securityContext: restrictedContainer(),
      readinessProbe: { ...check(props.healthPath ?? alivePath), periodSeconds: 1 },
      livenessProbe: { ...check(alivePath), periodSeconds: 10 },
      volumeMounts: [
        { name: 'config', mountPath: '/etc/anycast-mec', readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    };
  }

  private policy(props: RateLimiterProps): k8s.NetworkPolicySpec {
    const { upstream, probedFrom } = props;
    const health = { port: this.healthPort, protocol: 'TCP' } as const;
    const podPort = upstream.podPort ?? upstream.port;
    const podPorts = new Set([podPort, upstream.podHealthPort ?? upstream.healthPort ?? podPort]);
    return policySpec(
      this.selector,
      [
        allowIngress([{ port: this.port, protocol: 'TCP' }]),
        ...(probedFrom === undefined ? [] : [allowIngress([health], [{ namespace: probedFrom }])]),
      ],
      upstream.pods && [
        allowDns(),
        allowEgress(
          [...podPorts].map((port) => ({ port, protocol: 'TCP' })),
          [{ pods: upstream.pods }],
        ),
      ],
    );
  }
}
