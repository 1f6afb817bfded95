import { createHash } from 'node:crypto';
import { ApiObject, Lazy } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { z } from 'zod';
import { defaultNamespaces } from '../../contract/namespaces';
import { dnsLabelSchema, nodePortSchema, selectorSchema, serviceNameSchema } from '../../contract/kubernetes';
import { canonical } from '../../fleet/addresses/address';
import { bounds } from '../../fleet/description/bounds';
import { described } from '../../fleet/description/given';
import type { Described, Given } from '../../fleet/description/given';
import { addressSchema, nodeNameSchema } from '../../fleet/description/scalars';
import { egressSchema } from '../../fleet/description/workload';
import type { EgressDescription } from '../../fleet/description/workload';
import { labelPrefix } from '../../contract/labels';
import { statusPort } from '../../contract/ports';
import { admissionPolicySpec } from './agent-admission';
import { alertRules } from './agent-alerts';
import { agentConfiguration } from './agent-configuration';
import type { AgentServiceSettings } from './agent-configuration';
import { dashboard } from './agent-dashboard';
import { agentProblems, settingsOfNobody, settingsOfServices } from './agent-problems';
import { agentEgress } from './agent-egress';
import { agentPod } from './agent-pod';
import { AgentProgram, programSchema, readProgram, startScript } from './agent-program';
import { cpuRules, leaseRules, serviceRules, statusRules } from './agent-rules';
import { disruptionBudget } from '../service/disruption-budget';
import { hardDrainOf } from './hard-drain';
import { everySite, madeOnce } from '../objects/constant';
import { images } from '../objects/images';
import { KubeObject } from '../objects/kube-object';
import type { ObjectType } from '../objects/kube-object';
import { k8s } from '../objects/kubernetes';
import { constructKind, kindOf } from '../objects/construct-kind';
import { ManifestConstruct } from '../objects/manifest-construct';
import type { ManifestProps } from '../objects/manifest-construct';
import { MecCluster } from '../mec-cluster';
import { madeNamespace } from '../objects/namespace';
import { allowIngress, policySpec } from '../service/network-policies';
import { otherSitesOf } from './other-sites';
import type { RegisteredService } from '../service/registered-service';
import { identityLabels, standardLabels } from '../objects/standard-labels';

/** Properties of a {@link FailoverAgent}. */
export interface FailoverAgentProps extends ManifestProps {
  /** @default 'anycast-agent' */
  readonly namespace?: string;
  /** MetalLB's namespace. @default 'metallb-system' */
  readonly metallbNamespace?: string;
  /** Services to watch, besides the AnycastServices of the cluster. @default - none */
  readonly services?: readonly Given<RegisteredService>[];
  /** Names of the nodes that announce. @default - the hosts of the site */
  readonly hosts?: readonly string[];
  /** What runs it. @default AgentProgram.installed() */
  readonly program?: AgentProgram;
  /** @default 2: one leads, one waits */
  readonly replicas?: number;
  /** `shadow` decides and tells, and changes nothing. @default 'enforce' */
  readonly mode?: 'enforce' | 'shadow';
  /**
   * Other sites, and where their agents are reached (`host:port`), for the guard of the last site.
   * @default - with `nodePort`, the hosts of the sites of the fleet that announce the same VIP, at that port, which their agents must
   * be given too; without it none: a failure drains this site and never withdraws it
   */
  readonly otherSites?: Readonly<Record<string, readonly string[]>>;
  /** Port on every host at which agents of other sites look at this one. @default - none */
  readonly nodePort?: number;
  /** Most withdrawals of all VIPs together in a minute; what is above it is drained only. @default 10 */
  readonly actionsPerMinute?: number;
  /** Further fields of services in the agent's configuration (`schemas/agent.schema.json`), by name of the service. @default - none */
  readonly settings?: Readonly<Record<string, AgentServiceSettings | undefined>>;
  /** Where the agent may connect to besides what its configuration names by address, such as other sites that are named. @default - nowhere */
  readonly egress?: readonly EgressDescription[];
  /** Whether the agent's account is held to the route labels by a ValidatingAdmissionPolicy (Kubernetes 1.30). @default true */
  readonly admissionPolicy?: boolean;
  /** Whether to make alerts for the Prometheus Operator. @default false */
  readonly alerts?: boolean;
  /** Whether to make a Grafana dashboard, in a ConfigMap that Grafana's sidecar finds. @default false */
  readonly dashboard?: boolean;
}

/** A property that it had before it had `program`. A program that is not compiled with types would give it in vain. */
const formerly = (now: string) =>
  z
    .custom<never>(() => false, { error: `program: ${now}`, params: { remedy: `give 'program': ${now}` } })
    .optional()
    .meta({ deprecated: true });

/** What it may be given, all by name; its configuration is the agent's own to check. */
const failoverAgentSchema = z.strictObject({
  namespace: dnsLabelSchema.optional(),
  metallbNamespace: dnsLabelSchema.optional(),
  services: z
    .array(
      z.object({ name: serviceNameSchema, namespace: dnsLabelSchema, vips: z.array(addressSchema), selector: selectorSchema }),
    )
    .optional(),
  hosts: z.array(nodeNameSchema).optional(),
  program: programSchema.optional(),
  image: formerly('AgentProgram.fromImage(image)'),
  script: formerly('AgentProgram.fromFile(file), or AgentProgram.none() for false'),
  replicas: z.int().min(1).max(bounds.int32).optional(),
  nodePort: nodePortSchema.optional(),
  egress: z.array(egressSchema).optional(),
  mode: z.unknown().optional(),
  otherSites: z.unknown().optional(),
  actionsPerMinute: z.unknown().optional(),
  settings: z.unknown().optional(),
  admissionPolicy: z.boolean().optional(),
  alerts: z.boolean().optional(),
  dashboard: z.boolean().optional(),
  overrides: z.unknown().optional(),
} satisfies Record<keyof FailoverAgentProps | 'image' | 'script', z.ZodType>);

/** What is known when all services are. */
interface Late {
  readonly configuration: () => string;
  readonly egress: () => k8s.NetworkPolicyEgressRule[];
  /** Number of hosts; undefined: not known. */
  readonly hosts: number | undefined;
}

const name = 'failover-agent';
const component = 'failover-agent';
const lease = 'failover-agent';

/** Newer than the types of cdk8s-plus. */
function admission(kind: string): ObjectType<Partial<ApiObjectProps>> {
  const GVK = { apiVersion: 'admissionregistration.k8s.io/v1', kind };
  return { GVK, manifest: (props) => ({ ...GVK, ...props }) };
}

/**
 * The failover agent of a site: it may label exactly the registered Services and nothing else. If all its replicas die, nothing changes.
 *
 * @example
 * new FailoverAgent(chart, 'agent', { program: AgentProgram.fromFile('agent.js'), hosts: ['host-1'], services: [...] });
 */
export class FailoverAgent extends ManifestConstruct {
  /** @internal */
  public override readonly [constructKind] = 'FailoverAgent' as const;

  /** Name of its objects. */
  public readonly name = name;
  /** Namespace of the agent, and of all its objects but Roles. */
  public readonly namespace: string;
  /** Labels of its pods. */
  public readonly selector: Readonly<Record<string, string>> = identityLabels(name, component);
  /** Its ServiceAccount, which may label the Services that it watches. @default - undefined where what it was given cannot be used */
  public readonly serviceAccount?: ApiObject;
  /** The ConfigMap with its configuration. @default - undefined where what it was given cannot be used */
  public readonly configMap?: ApiObject;

  private readonly watched: RegisteredService[] = [];
  private program?: ApiObject;
  private status?: ApiObject;
  private readonly usesCpu: boolean;

  /** @throws Error if the file of `program` cannot be used */
  public constructor(scope: Construct, id: string, given: FailoverAgentProps = {}) {
    super(scope, id, given);
    const props = described(given);
    const cluster = MecCluster.find(this);
    this.namespace = props.namespace ?? cluster?.namespaces.agent ?? defaultNamespaces.agent;
    const metallbNamespace = props.metallbNamespace ?? cluster?.namespaces.metallb ?? defaultNamespaces.metallb;
    const isUsable = this.fits(failoverAgentSchema, { ...props, namespace: this.namespace, metallbNamespace });
    if (!isUsable) {
      this.usesCpu = false;
      return;
    }
    const hosts = props.hosts ?? cluster?.site?.hosts.map((host) => host.nodeName) ?? [];
    const { nodePort } = props;
    const site = cluster?.site && { site: cluster.site.name };
    const hardDrain = cluster?.site && hardDrainOf(cluster.site);
    const told = this.onceForServices(() =>
      agentConfiguration({
        ...site,
        mode: props.mode ?? 'enforce',
        hosts,
        metallbNamespace,
        lease: { namespace: this.namespace, name: lease },
        ...(props.actionsPerMinute !== undefined && { actionsPerMinute: props.actionsPerMinute }),
        ...(hardDrain !== undefined && { hardDrain }),
        ...(props.otherSites && { otherSites: others(props.otherSites, cluster?.site?.name) }),
        ...(cluster &&
          nodePort !== undefined &&
          !props.otherSites && { otherSitesOf: (service) => otherSitesOf(cluster, nodePort, service) }),
        services: this.watched,
        settings: props.settings ?? {},
      }),
    );
    const configuration = this.onceForServices(() => JSON.stringify(told(), null, 2));
    const lan = cluster?.site?.lan.map(String) ?? [];
    const egress = () => agentEgress({ configuration: told(), lan, declared: props.egress ?? [] });

    this.node.addValidation({
      validate: () => [
        ...settingsOfNobody(props.settings ?? {}, [...this.watched, ...(cluster?.fleet?.services ?? [])]),
        ...settingsOfServices(props.settings ?? {}),
        ...agentProblems(told(), configuration(), props.settings ?? {}),
      ],
    });
    this.makeNamespace(this.namespace, 'restricted');
    const account = this.madeOnce('service account', (metadata) => ({ metadata, automountServiceAccountToken: false }));
    this.serviceAccount = this.own(new KubeObject(this, 'service-account', k8s.KubeServiceAccount, account));
    this.configMap = this.own(
      new KubeObject(this, 'config', k8s.KubeConfigMap, {
        metadata: this.metadata(),
        data: Lazy.any({ produce: () => ({ 'agent.json': configuration() }) }) as Record<string, string>,
      }),
    );
    this.permit(this.namespace, `${name}-lease`, leaseRules(lease));
    this.permit(metallbNamespace, `${name}-status`, statusRules());
    this.usesCpu = Object.values(props.settings ?? {}).some((given) => given?.cpu !== undefined);
    if (props.admissionPolicy ?? true) this.holdToLabels();
    this.observe(props);
    for (const service of props.services ?? []) this.watch({ ...service, vips: service.vips.map(canonical) });
    cluster?.onRegister((service) => this.watch(service));
    this.run(props, { configuration, egress, hosts: hosts.length || undefined });
  }

  /** Whether a value is a FailoverAgent, also one of another copy of this package. */
  public static isFailoverAgent(this: void, value: unknown): value is FailoverAgent {
    return kindOf(value) === 'FailoverAgent';
  }

  /** The Services that it watches; a copy. */
  public get services(): RegisteredService[] {
    return [...this.watched];
  }

  /** What runs it. @default - undefined without a program */
  public get deployment(): ApiObject | undefined {
    return this.program;
  }

  /** The Service with the port at which other sites look. @default - undefined without `nodePort` */
  public get service(): ApiObject | undefined {
    return this.status;
  }

  private run(props: Described<FailoverAgentProps>, { configuration, egress, hosts }: Late): void {
    const { image: given, file } = props.program ?? AgentProgram.installed();
    const program = file === undefined ? undefined : readProgram(file);
    const image = given ?? (program && images.node);
    if (image === undefined) return;
    const configMap = `${name}-program-${program?.digest}`;
    if (program) {
      const packed = madeOnce(program, `program in ${this.namespace}`, () => ({
        metadata: { ...this.metadata(), name: configMap },
        immutable: true,
        data: { 'start.js': startScript },
        binaryData: { 'agent.js.gz': program.compressed },
      }));
      this.own(new KubeObject(this, 'program', k8s.KubeConfigMap, packed));
    }
    const labels = identityLabels(name, component);
    const replicas = props.replicas ?? 2;
    const pod = () => agentPod({ name, image, labels, replicas, hosts, ...(program && { program: { configMap, program } }) });
    const checksum = Lazy.any({ produce: () => createHash('sha256').update(configuration()).digest('hex') }) as string;
    this.program = this.own(
      new KubeObject(this, 'deployment', k8s.KubeDeployment, {
        metadata: this.metadata(),
        spec: {
          replicas,
          revisionHistoryLimit: 3,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels: standardLabels(name, component), annotations: { [`${labelPrefix}/config-sha256`]: checksum } },
            spec: madeOnce(program ?? everySite, `pod of ${image}, ${replicas} on ${hosts} hosts`, pod),
          },
        },
      }),
    );
    const budget = this.madeOnce('disruption budget', (metadata) => ({ metadata, spec: disruptionBudget(labels) }));
    this.own(new KubeObject(this, 'disruption-budget', k8s.KubePodDisruptionBudget, budget));
    const reach = Lazy.any({ produce: egress }) as k8s.NetworkPolicyEgressRule[];
    const policy = policySpec(labels, [allowIngress([{ port: statusPort, protocol: 'TCP' }])], reach);
    this.own(new KubeObject(this, 'network-policy', k8s.KubeNetworkPolicy, { metadata: this.metadata(), spec: policy }));
    if (props.nodePort !== undefined) this.expose(props.nodePort, labels);
  }

  /** The port at which other sites look. */
  private expose(nodePort: number, labels: Record<string, string>): void {
    const port = {
      name: 'status',
      port: statusPort,
      protocol: 'TCP',
      targetPort: k8s.IntOrString.fromNumber(statusPort),
      nodePort,
    };
    this.status = this.own(
      new KubeObject(this, 'service', k8s.KubeService, {
        metadata: this.metadata(),
        spec: { type: 'NodePort', selector: labels, ports: [port] },
      }),
    );
  }

  private holdToLabels(): void {
    const policyName = `${name}.${labelPrefix}`;
    const account = `system:serviceaccount:${this.namespace}:${name}`;
    const policy = this.madeOnce('admission policy', ({ labels }) => ({
      metadata: { name: policyName, labels },
      spec: admissionPolicySpec(account),
    }));
    const binding = this.madeOnce('admission policy binding', ({ labels }) => ({
      metadata: { name: policyName, labels },
      spec: { policyName, validationActions: ['Deny'] },
    }));
    this.own(new KubeObject(this, 'admission-policy', admission('ValidatingAdmissionPolicy'), policy));
    this.own(new KubeObject(this, 'admission-policy-binding', admission('ValidatingAdmissionPolicyBinding'), binding));
  }

  private observe({ alerts, dashboard: hasDashboard }: Described<FailoverAgentProps>): void {
    if (alerts) {
      const kind = { apiVersion: 'monitoring.coreos.com/v1', metadata: this.metadata() };
      this.own(new ApiObject(this, 'alerts', { ...kind, kind: 'PrometheusRule', spec: alertRules() }));
      const selector = { matchLabels: identityLabels(name, component) };
      const podMetricsEndpoints = [{ port: 'status', path: '/metrics' }];
      this.own(new ApiObject(this, 'pod-monitor', { ...kind, kind: 'PodMonitor', spec: { selector, podMetricsEndpoints } }));
    }
    if (hasDashboard) {
      const metadata = { ...this.metadata(), name: `${name}-dashboard` };
      const labels = { ...metadata.labels, grafana_dashboard: '1' };
      this.own(
        new KubeObject(this, 'dashboard', k8s.KubeConfigMap, {
          metadata: { ...metadata, labels },
          data: { 'anycast-mec-agent.json': dashboard() },
        }),
      );
    }
  }

  /** What `make` gives, made anew only when further Services were taken in: validation and several objects ask for it. */
  private onceForServices<T>(make: () => T): () => T {
    let made: { readonly services: number; readonly value: T } | undefined;
    return () => {
      const services = this.watched.length;
      if (made?.services !== services) made = { services, value: make() };
      return made.value;
    };
  }

  /** Takes a Service in; the first one of a namespace brings the Role there. */
  private watch(service: RegisteredService): void {
    const { namespace } = service;
    const isFirst = !this.watched.some((known) => known.namespace === namespace);
    this.watched.push(service);
    if (!isFirst) return;
    const produce = () => {
      const inNamespace = this.watched.filter((known) => known.namespace === namespace);
      const names = inNamespace.map((known) => known.name).sort();
      const use = `rules for ${names.join()}${this.usesCpu ? ' by CPU' : ''}`;
      return madeOnce(everySite, use, () => [...serviceRules(names), ...(this.usesCpu ? cpuRules() : [])]);
    };
    this.permit(namespace, name, Lazy.any({ produce }) as k8s.PolicyRule[]);
  }

  private permit(namespace: string, role: string, rules: k8s.PolicyRule[]): void {
    const metadata = { ...this.metadata(), name: role, namespace };
    const made = madeNamespace(this, namespace);
    if (made) this.node.addDependency(made);
    // The Role of a namespace 'binding-x' would have the id of the RoleBinding of 'x'.
    const place = namespace.startsWith('binding-') ? `${namespace}.${role}` : `${namespace}-${role}`;
    this.own(new KubeObject(this, `role-${place}`, k8s.KubeRole, { metadata, rules }));
    const binding = this.madeOnce(`binding of ${role} in ${namespace}`, () => ({
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace: this.namespace }],
    }));
    this.own(new KubeObject(this, `role-binding-${place}`, k8s.KubeRoleBinding, binding));
  }

  /** What depends on nothing that a site says but the namespace of its agent. */
  private madeOnce<T>(use: string, make: (metadata: ReturnType<FailoverAgent['metadata']>) => T): T {
    return madeOnce(everySite, `${use} of the agent in ${this.namespace}`, () => make(this.metadata()));
  }

  private metadata() {
    return { name, namespace: this.namespace, labels: standardLabels(name, component) };
  }
}

function others(sites: Readonly<Record<string, readonly string[]>>, own: string | undefined) {
  return Object.entries(sites)
    .filter(([site]) => site !== own)
    .map(([site, addresses]) => ({ site, addresses }));
}
