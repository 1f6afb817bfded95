import { statusPort } from '../../contract/ports';
import type { PackedProgram } from './agent-program';
import { nobody, restrictedContainer, restrictedPod, spreadOverHosts, unthrottledResources } from '../objects/container-defaults';
import { k8s } from '../objects/kubernetes';

const configDirectory = '/etc/anycast-mec';
const programDirectory = '/opt/anycast-mec';

/** Most heap of the program, MiB: Node collects late where memory seems plentiful, and the limit of the pod is hard. */
const heapMiB = 96;

/** What a pod of the agent runs. */
export interface AgentPod {
  readonly name: string;
  readonly image: string;
  /** Name of its ConfigMap, and the program itself; absent: the image has it. */
  readonly program?: { readonly configMap: string; readonly program: PackedProgram };
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** Hosts of the site; undefined: not known. */
  readonly hosts: number | undefined;
}

/** The pod of the failover agent. */
export function agentPod({ name, image, program, labels, replicas, hosts }: AgentPod): k8s.PodSpec {
  const port = k8s.IntOrString.fromNumber(statusPort);
  const check = (path: string) => ({ httpGet: { path, port }, timeoutSeconds: 2, failureThreshold: 3 });
  return {
    serviceAccountName: name,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 5,
    // It must run when the site is short of everything.
    priorityClassName: 'system-cluster-critical',
    securityContext: restrictedPod(nobody),
    topologySpreadConstraints: spreadOverHosts(labels, replicas, hosts),
    containers: [
      {
        name: 'agent',
        image,
        ...(program && { command: ['node', `--max-old-space-size=${heapMiB}`, `${programDirectory}/start.js`] }),
        args: ['run', '--config', `${configDirectory}/agent.json`],
        env: [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
        ports: [{ name: 'status', containerPort: statusPort, protocol: 'TCP' }],
        // Without a CPU limit: a throttled agent is late, and its lateness is somebody's outage.
        resources: unthrottledResources('100m', '64Mi', '192Mi'),
        securityContext: restrictedContainer(),
        readinessProbe: { ...check('/readyz'), periodSeconds: 5 },
        livenessProbe: { ...check('/healthz'), periodSeconds: 10 },
        volumeMounts: [
          { name: 'config', mountPath: configDirectory, readOnly: true },
          ...(program ? [{ name: 'program', mountPath: programDirectory, readOnly: true }] : []),
        ],
      },
    ],
    volumes: [
      { name: 'config', configMap: { name } },
      ...(program ? [{ name: 'program', configMap: { name: program.configMap } }] : []),
    ],
  };
}
