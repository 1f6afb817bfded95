import { k8s } from '../objects/kubernetes';

/** One pod at a time leaves for maintenance; a pod that is not ready may always go. */
export function disruptionBudget(pods: Readonly<Record<string, string>>): k8s.PodDisruptionBudgetSpec {
  return {
    maxUnavailable: k8s.IntOrString.fromNumber(1),
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: { ...pods } },
  };
}
