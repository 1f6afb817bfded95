import { createHash } from 'node:crypto';
import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { labelPrefix } from '../metallb/label-contract';
import { agentConfiguration } from './agent-configuration';
import { readProgram, scriptImage } from './agent-program';
import type { AgentProgram } from './agent-program';
import { leaseRules, serviceRules, statusRules } from './agent-rules';
import { nobody, resources, restrictedContainer, restrictedPod, spreadOverHosts } from './container-defaults';
import { disruptionBudget } from './disruption-budget';
import { k8s } from './kubernetes';
import { ManifestConstruct } from './manifest-construct';
import type { ManifestProps } from './manifest-construct';
import { defaultNamespaces, MecCluster } from './mec-cluster';
import { madeNamespace } from './namespace';
import { allowIngress, policySpec } from './network-policies';
import type { RegisteredService } from './registered-service';
import { identityLabels, standardLabels } from './standard-labels';

/** Properties of a {@link FailoverAgent}. */
export interface FailoverAgentProps extends ManifestProps {
  /** @default 'anycast-agent' */
  readonly namespace?: string;
  /** MetalLB's namespace. @default 'metallb-system' */
  readonly metallbNamespace?: string;
  /** Services to watch, besides the AnycastServices of the cluster. @default - none */
  readonly services?: readonly RegisteredService[];
  /** Names of the nodes that announce. @default - the hosts of the site */
  readonly hosts?: readonly string[];
  /** Image whose entry point is the agent. @default - none, see `script` */
  readonly image?: string;
  /**
   * File with the agent's bundled program, run by the stock Node image from an immutable ConfigMap.
   * Without `image` and `script` there is no Deployment: permissions and configuration only.
   */
  readonly script?: string;
  /** @default 2: one leads, one waits */
  readonly replicas?: number;
}

const name = 'failover-agent';
const component = 'failover-agent';
const lease = 'failover-agent';
const configDirectory = '/etc/anycast-mec';
const programDirectory = '/opt/anycast-mec';
/** Port of /metrics, /healthz and /status. */
const statusPort = 9470;

/**
 * The failover agent of a site: it may label exactly the registered Services and nothing else. If all its replicas die, nothing changes.
 *
 * @example
 * new FailoverAgent(chart, 'agent', { script: 'agent.js', hosts: ['host-1'], services: [...] });
 */
export class FailoverAgent extends ManifestConstruct {
  private readonly agentNamespace: string;
  private readonly services: RegisteredService[] = [];

  /** @throws Error if `script` cannot be used */
  public constructor(scope: Construct, id: string, props: FailoverAgentProps = {}) {
    super(scope, id, props);
    const cluster = MecCluster.find(this);
    this.agentNamespace = props.namespace ?? cluster?.namespaces.agent ?? defaultNamespaces.agent;
    const metallbNamespace = props.metallbNamespace ?? cluster?.namespaces.metallb ?? defaultNamespaces.metallb;
    if (props.image !== undefined && props.script !== undefined) {
      this.problem('script', props.script, 'an image is given too', 'one of the two', "take 'image' or 'script' out");
    }
    const hosts = props.hosts ?? cluster?.site?.hosts.map((host) => host.name) ?? [];
    const site = cluster?.site && { site: cluster.site.name };
    const configuration = () =>
      JSON.stringify(
        agentConfiguration({
          ...site,
          hosts,
          metallbNamespace,
          lease: { namespace: this.agentNamespace, name: lease },
          services: this.services,
        }),
        null,
        2,
      );

    this.namespace(this.agentNamespace, 'restricted');
    this.own(
      new k8s.KubeServiceAccount(this, 'service-account', { metadata: this.metadata(), automountServiceAccountToken: false }),
    );
    this.own(
      new k8s.KubeConfigMap(this, 'config', {
        metadata: this.metadata(),
        data: Lazy.any({ produce: () => ({ 'agent.json': configuration() }) }) as Record<string, string>,
      }),
    );
    this.permit(this.agentNamespace, `${name}-lease`, leaseRules(lease));
    this.permit(metallbNamespace, `${name}-status`, statusRules());
    for (const service of props.services ?? []) this.watch(service);
    cluster?.onRegister((service) => this.watch(service));
    this.run(props, configuration);
  }

  private run(props: FailoverAgentProps, configuration: () => string): void {
    const program = props.script === undefined ? undefined : readProgram(props.script);
    const image = props.image ?? (program && scriptImage);
    if (image === undefined) return;
    if (program) {
      this.own(
        new k8s.KubeConfigMap(this, 'program', {
          metadata: { ...this.metadata(), name: programName(program) },
          immutable: true,
          data: { 'agent.js': program.text },
        }),
      );
    }
    const labels = identityLabels(name, component);
    const checksum = Lazy.any({ produce: () => createHash('sha256').update(configuration()).digest('hex') }) as string;
    this.own(
      new k8s.KubeDeployment(this, 'deployment', {
        metadata: this.metadata(),
        spec: {
          replicas: props.replicas ?? 2,
          revisionHistoryLimit: 3,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels: standardLabels(name, component), annotations: { [`${labelPrefix}/config-sha256`]: checksum } },
            spec: podSpec(image, program, labels),
          },
        },
      }),
    );
    this.own(
      new k8s.KubePodDisruptionBudget(this, 'disruption-budget', { metadata: this.metadata(), spec: disruptionBudget(labels) }),
    );
    // It probes pods of any namespace, other sites and the API server, so only what comes in is limited.
    const policy = policySpec(labels, [allowIngress([{ port: statusPort, protocol: 'TCP' }])]);
    this.own(new k8s.KubeNetworkPolicy(this, 'network-policy', { metadata: this.metadata(), spec: policy }));
  }

  /** Takes a Service in; the first one of a namespace brings the Role there. */
  private watch(service: RegisteredService): void {
    const { namespace } = service;
    const isFirst = !this.services.some((known) => known.namespace === namespace);
    this.services.push(service);
    if (!isFirst) return;
    const names = () =>
      this.services
        .filter((known) => known.namespace === namespace)
        .map((known) => known.name)
        .sort();
    this.permit(namespace, name, serviceRules(names));
  }

  private permit(namespace: string, role: string, rules: k8s.PolicyRule[]): void {
    const metadata = { ...this.metadata(), name: role, namespace };
    const made = madeNamespace(this, namespace);
    if (made) this.node.addDependency(made);
    this.own(new k8s.KubeRole(this, `role-${namespace}-${role}`, { metadata, rules }));
    this.own(
      new k8s.KubeRoleBinding(this, `role-binding-${namespace}-${role}`, {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
        subjects: [{ kind: 'ServiceAccount', name, namespace: this.agentNamespace }],
      }),
    );
  }

  private metadata() {
    return { name, namespace: this.agentNamespace, labels: standardLabels(name, component) };
  }
}

function programName(program: AgentProgram): string {
  return `${name}-program-${program.digest}`;
}

function podSpec(image: string, program: AgentProgram | undefined, labels: Record<string, string>): k8s.PodSpec {
  const port = k8s.IntOrString.fromNumber(statusPort);
  const check = { httpGet: { path: '/healthz', port }, timeoutSeconds: 2, failureThreshold: 3 };
  return {
    serviceAccountName: name,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 5,
    securityContext: restrictedPod(nobody),
    topologySpreadConstraints: spreadOverHosts(labels),
    containers: [
      {
        name: 'agent',
        image,
        ...(program && { command: ['node', `${programDirectory}/agent.js`] }),
        args: ['--config', `${configDirectory}/agent.json`],
        ports: [{ name: 'status', containerPort: statusPort, protocol: 'TCP' }],
        resources: resources('100m', '96Mi'),
        securityContext: restrictedContainer(),
        readinessProbe: { ...check, periodSeconds: 5 },
        livenessProbe: { ...check, periodSeconds: 10 },
        volumeMounts: [
          { name: 'config', mountPath: configDirectory, readOnly: true },
          ...(program ? [{ name: 'program', mountPath: programDirectory, readOnly: true }] : []),
        ],
      },
    ],
    volumes: [
      { name: 'config', configMap: { name } },
      ...(program ? [{ name: 'program', configMap: { name: programName(program) } }] : []),
    ],
  };
}
