import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { canonical, isAddress } from '../../fleet/addresses/address';
import { Prefix } from '../../fleet/addresses/prefix';
import { neverRouted, unroutableNetwork } from '../../fleet/rules/addresses/unroutable-network';
import { deriveService } from '../../fleet/derive/service';
import { limiterName, makesPods, namespaceOf, workloadServiceName } from '../../fleet/derive/object-names';
import { serviceNameSchema } from '../../contract/kubernetes';
import { described } from '../../fleet/description/given';
import { serviceSchema } from '../../fleet/description/service';
import { serviceRules } from '../../fleet/rules';
import { namespaceOfOthers } from '../../fleet/rules/names/namespace-of-others';
import type { ServiceDescription } from '../../fleet/description/service';
import { defaultNamespaces } from '../../contract/namespaces';
import { intrusionOf } from '../../fleet/derive/namespaces';
import type { SharedNamespaces } from '../../contract/namespaces';
import { anycastLabel, hostRouteLabel, routeLabel } from '../../contract/labels';
import type { AnycastServiceProps } from './anycast-service-props';
import { constant, madeOnce } from '../objects/constant';
import { giveHints } from '../objects/deployment-hints';
import { deploymentType } from './deployment-type';
import { disruptionBudget } from './disruption-budget';
import { KubeObject } from '../objects/kube-object';
import { k8s } from '../objects/kubernetes';
import { constructKind, kindOf } from '../objects/construct-kind';
import { ManifestConstruct, misfits } from '../objects/manifest-construct';
import type { Problem } from '../objects/manifest-construct';
import { MecCluster } from '../mec-cluster';
import { allowDns, allowIngress, declaredEgress, policySpec } from './network-policies';
import { RateLimiter } from '../limiter/rate-limiter';
import { checkedPorts, limitedPorts, registeredChecks } from './service-checks';
import { describedService, podPorts, servicePlan } from './service-plan';
import type { ServicePlan } from './service-plan';
import { addressesAnnotation, innerServiceSpec, vipServiceSpec } from './service-specs';
import { standardLabels } from '../objects/standard-labels';
import { workloadDeployment } from './workload-deployment';

/** Replicas where the number of hosts is not known. */
const defaultReplicas = 2;

/**
 * One anycast service at one site: the VIP, and what answers at it. The construct's id is the name of the service unless one is given.
 *
 * Inside a MecCluster the fleet's service of that name supplies the defaults, the service registers with the failover agent, and
 * at a site that does not serve it nothing is made. The route labels of the label contract are never set here: they are the agent's.
 *
 * @example
 * new AnycastService(chart, 'sensors', { vip: '11.11.11.11', workload: { image: 'registry.example/sensors:1.4' } });
 */
export class AnycastService extends ManifestConstruct {
  /** @internal */
  public override readonly [constructKind] = 'AnycastService' as const;

  /** False at a site that the fleet does not list for this service: no object is made there. */
  public readonly served: boolean = true;

  /** Name of the service, and of the Service that holds the VIP. */
  public readonly name: string;

  /** Namespace of its objects. */
  public readonly namespace: string;

  private plan?: ServicePlan;
  private vip?: ApiObject;
  private pods?: ApiObject;
  private inFront?: RateLimiter;

  public constructor(scope: Construct, id: string, props: AnycastServiceProps = {}) {
    super(scope, id, props);
    this.name = props.name ?? id;
    const cluster = MecCluster.find(this);
    const declared = cluster?.fleet?.services.find((service) => service.name === this.name);
    const description = describedService(described(props), declared && constant(declared.description));
    this.namespace = namespaceOf(this.name, description);
    if (cluster?.site && declared && !declared.siteNames.includes(cluster.site.name)) {
      this.served = false;
      return;
    }
    // Objects of values that cannot be used would only hide what is wrong.
    if (!this.isUsable(description, cluster)) return;
    this.plan = madeOnce(description, `plan of ${this.name}`, () => servicePlan(this.name, description));
    this.checkVips(this.plan.vips, cluster);
    this.make(this.plan, cluster);
  }

  /** Whether a value is an AnycastService, also one of another copy of this package. */
  public static isAnycastService(this: void, value: unknown): value is AnycastService {
    return kindOf(value) === 'AnycastService';
  }

  /** Its addresses; none where it makes nothing. */
  public get vips(): readonly string[] {
    return this.plan?.vips ?? [];
  }

  /** The Service that holds the VIP. @default - undefined where it makes nothing: the site does not serve it, or what it was given cannot be used */
  public get service(): ApiObject | undefined {
    return this.vip;
  }

  /** Labels of the pods that the Service of the VIP selects: those of the workload, those that were given, or those of the rate limiter. */
  public get selector(): Readonly<Record<string, string>> {
    return this.inFront?.selector ?? this.plan?.podLabels ?? {};
  }

  /** The Deployment of its workload. @default - undefined without a workload */
  public get deployment(): ApiObject | undefined {
    return this.pods;
  }

  /** The rate limiter in front of it. @default - undefined without one */
  public get rateLimiter(): RateLimiter | undefined {
    return this.inFront;
  }

  private make(plan: ServicePlan, cluster: MecCluster | undefined): void {
    const { workload } = plan;
    const hosts = cluster?.site?.hosts.length;
    const agentNamespace = cluster?.namespaces.agent ?? defaultNamespaces.agent;
    if (workload) {
      this.makeNamespace(plan.namespace, 'restricted');
      const deployment = madeOnce(plan, `deployment on ${hosts} hosts`, () => ({
        metadata: metadataOf(plan, plan.name, 'server'),
        spec: workloadDeployment(plan, workload, { replicas: workload.replicas ?? hosts ?? defaultReplicas, hosts }),
      }));
      const budget = madeOnce(plan, 'disruption budget', () => ({
        metadata: metadataOf(plan, plan.name, 'server'),
        spec: disruptionBudget(plan.podLabels),
      }));
      this.pods = this.own(new KubeObject(this, 'deployment', deploymentType, deployment));
      this.own(new KubeObject(this, 'disruption-budget', k8s.KubePodDisruptionBudget, budget));
    }
    if (plan.rateLimit) this.inFront = this.limiter(plan, plan.rateLimit, agentNamespace);
    const limiter = this.inFront;
    if (workload) this.workloadPolicy(plan, limiter, agentNamespace);
    const { selector } = this;
    const vip = madeOnce(plan, 'VIP', () => {
      const metadata = metadataOf(plan, plan.name, 'vip');
      return {
        metadata: {
          ...metadata,
          labels: { ...metadata.labels, [anycastLabel]: 'true' },
          annotations: { [addressesAnnotation]: plan.vips.join(',') },
        },
        spec: vipServiceSpec(plan, selector, ({ targetPort }) => limiter?.port ?? targetPort, limiter?.redirectPort),
      };
    });
    const service = this.own(new KubeObject(this, 'service', k8s.KubeService, vip));
    this.vip = service;
    const hostLabels = cluster?.site?.hosts.map((host) => hostRouteLabel(host.nodeName)) ?? [];
    giveHints(service, { isVip: true, agentOwnedLabels: [routeLabel, ...hostLabels] });
    const { name, namespace, vips } = plan;
    cluster?.register({ name, namespace, vips, selector, ...registeredChecks(plan, limiter) });
  }

  private limiter(plan: ServicePlan, limit: NonNullable<ServicePlan['rateLimit']>, agentNamespace: string): RateLimiter {
    const inner = workloadServiceName(plan.name);
    const { port, healthPort } = limitedPorts(plan);
    const path = plan.checks[0]?.health.http;
    const service = madeOnce(plan, 'inner service', () => ({
      metadata: metadataOf(plan, inner, 'server'),
      spec: innerServiceSpec(plan, port, healthPort),
    }));
    this.own(new KubeObject(this, 'workload-service', k8s.KubeService, service));
    const props = madeOnce(plan, `limiter probed from ${agentNamespace}`, () => ({
      ...limit,
      namespace: plan.namespace,
      // Pods that exist already live in a namespace that exists already, with a pod security level of its own.
      createNamespace: plan.workload !== undefined,
      upstream: { host: `${inner}.${plan.namespace}.svc`, port, healthPort, pods: plan.podLabels },
      ...(path !== undefined && { healthPath: path }),
      ipv6: plan.vips.some((vip) => vip.includes(':')),
      probedFrom: agentNamespace,
      publicPort: plan.ports[0]?.port ?? 80,
      service: false,
    }));
    return new RateLimiter(this, limiterName(plan.name), props);
  }

  private workloadPolicy(plan: ServicePlan, limiter: RateLimiter | undefined, agentNamespace: string): void {
    const policy = madeOnce(plan, `policy probed from ${agentNamespace}`, () => ({
      metadata: metadataOf(plan, plan.name, 'server'),
      spec: workloadPolicy(plan, limiter, agentNamespace),
    }));
    this.own(new KubeObject(this, 'network-policy', k8s.KubeNetworkPolicy, policy));
  }

  private isUsable(description: Partial<ServiceDescription>, cluster: MecCluster | undefined): description is ServiceDescription {
    const { name } = this;
    const use = `problems of ${name} beside ${JSON.stringify(cluster?.namespaces)}`;
    return this.report(madeOnce(description, use, () => problemsOf(name, description, cluster?.namespaces)));
  }

  /** A VIP that the fleet does not know is filtered by every border router: it would never be reached. */
  private checkVips(vips: readonly string[], cluster: MecCluster | undefined): void {
    if (!cluster?.fleet) {
      for (const vip of vips) {
        const met = isAddress(vip) && neverRouted(Prefix.host(vip));
        if (met) this.problem('vip', vip, `it lies in ${met.toString()}`, unroutableNetwork.allowed, 'Take another address.');
      }
      return;
    }
    const declared = cluster.fleet.services.flatMap((service) => service.vips.map((vip) => vip.address));
    const allowed = declared.length > 0 ? `one of ${declared.join(', ')}` : 'no service is declared';
    for (const vip of vips) {
      if (!isAddress(vip) || declared.includes(canonical(vip))) continue;
      this.problem('vip', vip, 'the fleet declares no such VIP', allowed, `declare it in the fleet as services.${this.name}.vip`);
    }
  }
}

function metadataOf(plan: ServicePlan, name: string, component: string) {
  return { name, namespace: plan.namespace, labels: standardLabels(plan.name, component) };
}

/** What the fleet's schema and rules say of a service. */
function problemsOf(
  name: string,
  description: Partial<ServiceDescription>,
  namespaces: SharedNamespaces | undefined,
): readonly Problem[] {
  // Whichever of its names is the longest.
  const names = { name, ...(description.rateLimit && { 'name of the workload': workloadServiceName(name) }) };
  const misnamed = Object.entries(names).flatMap(([what, text]) => misfits(serviceNameSchema, text, what));
  const misfit = [...misnamed, ...misfits(serviceSchema, description)];
  if (misfit.length > 0) return misfit;
  const service = deriveService(name, '', description as ServiceDescription, []);
  const violations = serviceRules.flatMap((rule) =>
    [...rule.of(service)].map((violation) => ({ ...rule, ...violation, path: violation.path.replace(/^\./, '') })),
  );
  const namespace = namespaceOf(name, description);
  const message = intrusionOf({ name, namespace, makesPods: makesPods(description) }, namespaces);
  return message === undefined
    ? violations
    : [...violations, { ...namespaceOfOthers, path: 'namespace', value: namespace, message }];
}

/** What may reach the pods of a workload: clients, or the limiter in front of it, and whoever asks for its health. */
function workloadPolicy(plan: ServicePlan, limiter: RateLimiter | undefined, agentNamespace: string): k8s.NetworkPolicySpec {
  const ports = podPorts(plan.ports).map(({ targetPort, protocol }) => ({ port: targetPort, protocol }));
  // Ports that are open to clients are open to the agent, too; a limiter asks in its place.
  const asked = checkedPorts(plan).filter(
    (one) => !ports.some(({ port, protocol }) => port === one.port && protocol === one.protocol),
  );
  const ingress = limiter
    ? [allowIngress([...ports, ...asked], [{ pods: limiter.selector }])]
    : [allowIngress(ports), ...(asked.length > 0 ? [allowIngress(asked, [{ namespace: agentNamespace }])] : [])];
  return policySpec(plan.podLabels, ingress, [allowDns(), ...declaredEgress(plan.workload?.egress ?? [])]);
}
