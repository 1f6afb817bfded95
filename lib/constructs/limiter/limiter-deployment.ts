import { createHash } from 'node:crypto';
import { labelPrefix } from '../../contract/labels';
import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import {
  finishingSeconds,
  leavingSeconds,
  resources,
  restrictedContainer,
  restrictedPod,
  servesOn,
  spreadOverHosts,
} from '../objects/container-defaults';
import { images } from '../objects/images';
import { k8s } from '../objects/kubernetes';
import { standardLabels } from '../objects/standard-labels';
import { secretOf } from './limiter-certificate';
import { limiterPorts } from './limiter-ports';
import { alivePath, configFile, configFolder } from './nginx-config';
import { zoneMi } from './nginx-limits';
import { certificateFiles, certificateFolder } from './nginx-tls';

/** User of the unprivileged NGINX image. */
const nginxUser = 101;

/** Component of a limiter's objects, as their labels say. */
export const limiterComponent = 'rate-limiter';

/** What the pods of a limiter are made of. */
export interface LimiterDeploymentOptions {
  readonly name: string;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  readonly limit: RateLimitDescription;
  /** Files of the ConfigMap of the same name. */
  readonly files: Readonly<Record<string, string>>;
  /** Path that says whether the workload serves. @default - only NGINX itself is checked */
  readonly healthPath?: string | undefined;
  /** @default - one a host, else 2 */
  readonly replicas?: number | undefined;
  readonly image?: string | undefined;
  /** Hosts of the site. @default - not known */
  readonly hosts?: number | undefined;
}

/** The Deployment of a limiter. */
export function limiterDeployment(options: LimiterDeploymentOptions): k8s.DeploymentSpec {
  const { name, selector, limit, files, hosts } = options;
  const replicas = options.replicas ?? hosts ?? 2;
  const secret = secretOf(name, limit);
  return {
    replicas,
    revisionHistoryLimit: 3,
    selector: { matchLabels: { ...selector } },
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
    },
    template: {
      metadata: {
        labels: standardLabels(name, limiterComponent),
        // NGINX reads its files once: a change must make new pods.
        annotations: { [`${labelPrefix}/config-sha256`]: digest(files) },
      },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: leavingSeconds + finishingSeconds,
        securityContext: restrictedPod(nginxUser),
        topologySpreadConstraints: spreadOverHosts(selector, replicas, hosts),
        containers: [{ ...container(options), ...servesOn(leavingSeconds) }],
        volumes: [
          { name: 'config', configMap: { name } },
          { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
          ...(secret === undefined ? [] : [certificateVolume(secret)]),
        ],
      },
    },
  };
}

function digest(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const content of Object.values(files)) hash.update(content);
  return hash.digest('hex');
}

function container({ limit, healthPath, image }: LimiterDeploymentOptions): k8s.Container {
  const check = (path: string) => ({
    httpGet: { path, port: k8s.IntOrString.fromNumber(limiterPorts.health) },
    timeoutSeconds: 2,
    failureThreshold: 3,
  });
  return {
    name: 'nginx',
    image: image ?? images.nginx,
    command: ['nginx', '-c', `${configFolder}/${configFile}`, '-g', 'daemon off;'],
    ports: [
      ...(limit.tls ? [{ name: 'https', containerPort: limiterPorts.tls, protocol: 'TCP' }] : []),
      ...(limit.tls && limit.tls.redirectFrom === undefined
        ? []
        : [{ name: 'http', containerPort: limiterPorts.plain, protocol: 'TCP' }]),
      { name: 'health', containerPort: limiterPorts.health, protocol: 'TCP' },
    ],
    resources: resources('200m', `${memoryMi(limit)}Mi`),
    securityContext: restrictedContainer(),
    readinessProbe: { ...check(healthPath ?? alivePath), periodSeconds: 1 },
    livenessProbe: { ...check(alivePath), periodSeconds: 10 },
    volumeMounts: [
      { name: 'config', mountPath: configFolder, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      ...(limit.tls ? [{ name: 'certificate', mountPath: certificateFolder, readOnly: true }] : []),
    ],
  };
}

/** The kubelet mounts a Secret that was renewed anew, within about a minute; the pod's group alone may read it. */
function certificateVolume(secretName: string): k8s.Volume {
  const items = Object.values(certificateFiles).map((key) => ({ key, path: key }));
  return { name: 'certificate', secret: { secretName, defaultMode: 0o440, items } };
}

/** Memory of a limiter, MiB: each further key has a zone, and TLS a cache of sessions (10 MiB) and 30 to 50 KiB a connection. */
function memoryMi({ perHeader = [], perPath, tls }: RateLimitDescription): number {
  return 64 + zoneMi * (perHeader.length + (perPath ? 1 : 0)) + (tls ? 64 : 0);
}
