import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { z } from 'zod';
import { dnsLabelSchema, dnsSubdomainSchema, imageSchema, selectorSchema, serviceNameSchema } from '../../contract/kubernetes';
import { bounds } from '../../fleet/description/bounds';
import { urlPathSchema } from '../../contract/texts';
import { addressSchema, portSchema } from '../../fleet/description/scalars';
import { described } from '../../fleet/description/given';
import type { Described, Given } from '../../fleet/description/given';
import { rateLimitSchema } from '../../fleet/description/rate-limit';
import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import { madeOnce } from '../objects/constant';
import { deploymentType } from '../service/deployment-type';
import { disruptionBudget } from '../service/disruption-budget';
import { KubeObject } from '../objects/kube-object';
import { k8s } from '../objects/kubernetes';
import { constructKind, kindOf } from '../objects/construct-kind';
import { ManifestConstruct, misfits } from '../objects/manifest-construct';
import type { ManifestProps } from '../objects/manifest-construct';
import { MecCluster } from '../mec-cluster';
import { allowDns, allowEgress, allowIngress, policySpec } from '../service/network-policies';
import { certificateSpec, certificateType } from './limiter-certificate';
import { limiterComponent, limiterDeployment } from './limiter-deployment';
import { limiterPorts } from './limiter-ports';
import { configFile, nginxConfig } from './nginx-config';
import { maintenanceFiles } from './nginx-maintenance';
import { identityLabels, standardLabels } from '../objects/standard-labels';

/** Properties of a {@link RateLimiter}. */
export interface RateLimiterProps extends ManifestProps, Given<RateLimitDescription> {
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
  /** Port by which clients know it: that of a Service before it. @default 443 with `tls`, else 80 */
  readonly publicPort?: number;
  /** Whether to make a ClusterIP Service of the same name. @default true */
  readonly service?: boolean;
  /** @default - one a host, else 2 */
  readonly replicas?: number;
  /** An NGINX image that runs without root. @default - nginxinc/nginx-unprivileged 1.30.4, by digest */
  readonly image?: string;
}

/** The same with times as text. */
type RateLimiterText = Described<RateLimiterProps>;

/** What it may be given, all by name. */
const givenSchema = z.strictObject({
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
  publicPort: portSchema.optional(),
  service: z.boolean().optional(),
  overrides: z.unknown().optional(),
} satisfies Record<keyof RateLimiterProps, z.ZodType>);

/** The same, where TLS and plain HTTP have a port each. */
const rateLimiterSchema = givenSchema.refine((props) => props.tls?.redirectFrom !== publicPortOf(props), {
  path: ['tls', 'redirectFrom'],
  message: 'another port than that of TLS, such as 80',
});

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

  /** Port of clients: 8443 where it speaks TLS, else 8080. */
  public readonly port: number;
  /** Port at which plain HTTP is sent on to TLS. @default - undefined where it is not */
  public readonly redirectPort?: number;
  /** Unmetered port, for probes only. */
  public readonly healthPort = limiterPorts.health;
  /** Labels of its pods. */
  public readonly selector: Readonly<Record<string, string>>;
  /** Name of its objects. */
  public readonly name: string;
  /** Namespace of its objects. */
  public readonly namespace: string;
  /** The ConfigMap with its `nginx.conf`. @default - undefined where what it was given cannot be used */
  public readonly configMap?: ApiObject;
  /** The Certificate that cert-manager issues. @default - undefined without `tls.certificate` */
  public readonly certificate?: ApiObject;
  /** @default - undefined where what it was given cannot be used */
  public readonly deployment?: ApiObject;
  /** Its ClusterIP Service. @default - undefined with `service: false` */
  public readonly service?: ApiObject;

  public constructor(scope: Construct, id: string, given: RateLimiterProps) {
    super(scope, id, given);
    const props = described(given);
    this.name = id;
    this.namespace = props.namespace;
    this.selector = identityLabels(id, limiterComponent);
    this.port = props.tls ? limiterPorts.tls : limiterPorts.plain;
    if (props.tls?.redirectFrom !== undefined) this.redirectPort = limiterPorts.plain;
    const problems = madeOnce(props, `problems of ${id}`, () => [
      ...misfits(serviceNameSchema, id, 'id'),
      ...misfits(rateLimiterSchema, props),
    ]);
    if (!this.report(problems)) return;
    const metadata = { name: id, namespace: props.namespace, labels: standardLabels(id, limiterComponent) };
    const config = madeOnce(props, `configuration of ${id}`, () => ({
      metadata,
      data: { [configFile]: this.configuration(props), ...maintenanceFiles(limitOf(props).maintenance) },
    }));
    const hosts = MecCluster.find(this)?.site?.hosts.length;
    const deployment = madeOnce(props, `deployment of ${id} on ${hosts} hosts`, () => ({
      metadata,
      spec: limiterDeployment({
        name: id,
        selector: this.selector,
        limit: limitOf(props),
        files: config.data,
        healthPath: props.healthPath,
        replicas: props.replicas,
        image: props.image,
        hosts,
      }),
    }));
    const budget = madeOnce(props, `disruption budget of ${id}`, () => ({ metadata, spec: disruptionBudget(this.selector) }));
    const policy = madeOnce(props, `policy of ${id}`, () => ({ metadata, spec: this.policy(props) }));
    if (props.createNamespace ?? true) this.makeNamespace(props.namespace, 'restricted');
    const { certificate } = props.tls ?? {};
    if (certificate) {
      const spec = madeOnce(props, `certificate of ${id}`, () => ({ metadata, spec: certificateSpec(id, certificate) }));
      this.certificate = this.own(new KubeObject(this, 'certificate', certificateType, spec));
    }
    this.configMap = this.own(new KubeObject(this, 'config', k8s.KubeConfigMap, config));
    this.deployment = this.own(new KubeObject(this, 'deployment', deploymentType, deployment));
    // Its pods wait for the Secret that comes of it.
    if (this.certificate) this.deployment.node.addDependency(this.certificate);
    this.own(new KubeObject(this, 'disruption-budget', k8s.KubePodDisruptionBudget, budget));
    this.own(new KubeObject(this, 'network-policy', k8s.KubeNetworkPolicy, policy));
    if (props.service ?? true) {
      this.service = this.own(
        new KubeObject(this, 'service', k8s.KubeService, {
          metadata,
          spec: { type: 'ClusterIP', selector: { ...this.selector }, ports: this.servicePorts(props) },
        }),
      );
    }
  }

  /** Whether a value is a RateLimiter, also one of another copy of this package. */
  public static isRateLimiter(this: void, value: unknown): value is RateLimiter {
    return kindOf(value) === 'RateLimiter';
  }

  private configuration(props: RateLimiterText): string {
    return nginxConfig({
      limit: limitOf(props),
      upstream: props.upstream,
      port: this.port,
      ...(this.redirectPort !== undefined && { redirect: { port: this.redirectPort, to: publicPortOf(props) } }),
      healthPort: this.healthPort,
      ipv6: props.ipv6 ?? false,
    });
  }

  private servicePorts(props: RateLimiterText): k8s.ServicePort[] {
    const at = (name: string, port: number, to: number): k8s.ServicePort => ({
      name,
      port,
      protocol: 'TCP',
      targetPort: k8s.IntOrString.fromNumber(to),
    });
    const from = props.tls?.redirectFrom;
    return [
      at(props.tls ? 'https' : 'http', publicPortOf(props), this.port),
      ...(from === undefined || this.redirectPort === undefined ? [] : [at('http', from, this.redirectPort)]),
    ];
  }

  private policy(props: RateLimiterText): k8s.NetworkPolicySpec {
    const { upstream, probedFrom } = props;
    const health = { port: this.healthPort, protocol: 'TCP' } as const;
    const clients = [this.port, ...(this.redirectPort === undefined ? [] : [this.redirectPort])];
    const podPort = upstream.podPort ?? upstream.port;
    const podPorts = new Set([podPort, upstream.podHealthPort ?? upstream.healthPort ?? podPort]);
    return policySpec(
      this.selector,
      [
        allowIngress(clients.map((port) => ({ port, protocol: 'TCP' }))),
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

/** What is said of the limits alone. */
function limitOf(props: RateLimiterText): RateLimitDescription {
  const keys = Object.keys(rateLimitSchema.shape) as (keyof RateLimitDescription)[];
  return Object.fromEntries(keys.map((key) => [key, props[key]])) as RateLimitDescription;
}

function publicPortOf({ tls, publicPort }: { readonly tls?: unknown; readonly publicPort?: number | undefined }): number {
  return publicPort ?? (tls ? 443 : 80);
}
