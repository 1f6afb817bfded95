import { Chart } from 'cdk8s';
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { everySite, madeOnce } from './constant';
import { KubeObject } from './kube-object';
import { k8s } from './kubernetes';
import { MecCluster } from '../mec-cluster';
import { namespaceId } from './part-ids';

/** Pod security level (Pod Security Standards): what the pods of a namespace may do. */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

const levelLabel = 'pod-security.kubernetes.io/enforce';

/** The Namespace of that name; constructs of one cluster (or one chart) share it, the first one makes it. */
export function sharedNamespace(scope: Construct, name: string, level: PodSecurityLevel): ApiObject {
  const made = madeNamespace(scope, name);
  if (made) return made;
  const given = madeOnce(everySite, `namespace ${name}, ${level}`, () => ({
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
  }));
  return new KubeObject(parentOf(scope), namespaceId(name), k8s.KubeNamespace, given);
}

/** The Namespace of that name, if a construct of the same cluster (or chart) has made it. */
export function madeNamespace(scope: Construct, name: string): ApiObject | undefined {
  return parentOf(scope).node.tryFindChild(namespaceId(name)) as ApiObject | undefined;
}

function parentOf(scope: Construct): Construct {
  return MecCluster.find(scope) ?? Chart.of(scope);
}

/** The pod security level of a Namespace made by {@link sharedNamespace}. */
export function levelOf(namespace: ApiObject): string | undefined {
  return namespace.metadata.getLabel(levelLabel);
}
