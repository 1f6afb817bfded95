import { Chart } from 'cdk8s';
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { k8s } from './kubernetes';
import { MecCluster } from './mec-cluster';

/** Pod security level (Pod Security Standards): what the pods of a namespace may do. */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

const levelLabel = 'pod-security.kubernetes.io/enforce';

/** The Namespace of that name; constructs of one cluster (or one chart) share it, the first one makes it. */
export function sharedNamespace(scope: Construct, name: string, level: PodSecurityLevel): ApiObject {
  const parent = MecCluster.find(scope) ?? Chart.of(scope);
  const id = `namespace-${name}`;
  const made = parent.node.tryFindChild(id);
  if (made) return made as ApiObject;
  return new k8s.KubeNamespace(parent, id, {
    metadata: {
      name,
      labels: {
        'app.kubernetes.io/part-of': 'anycast-mec',
        'app.kubernetes.io/managed-by': 'anycast-mec',
        [levelLabel]: level,
        'pod-security.kubernetes.io/audit': level,
        'pod-security.kubernetes.io/warn': level,
      },
    },
  });
}

/** The pod security level of a Namespace made by {@link sharedNamespace}. */
export function levelOf(namespace: ApiObject): string | undefined {
  return namespace.metadata.getLabel(levelLabel);
}
