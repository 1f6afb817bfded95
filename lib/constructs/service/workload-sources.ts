import type { WorkloadDescription } from '../../fleet/description/workload';
import type { k8s } from '../objects/kubernetes';

type Volumes = NonNullable<WorkloadDescription['volumes']>;

/** Who may read a file of a Secret or ConfigMap: the user of the container and its group. */
const readableByPod = 0o440;

/** Variables of a container: given, taken from keys, or from every key of a Secret or ConfigMap. None of their values is read here. */
export function environment({ env = {}, envFrom = [] }: WorkloadDescription): Pick<k8s.Container, 'env' | 'envFrom'> {
  const variables = Object.entries(env).map(([name, value]): k8s.EnvVar => {
    if (typeof value === 'string') return { name, value };
    const { secret, configMap, key } = value;
    if (secret !== undefined) return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
    return { name, valueFrom: { configMapKeyRef: { ...(configMap !== undefined && { name: configMap }), key } } };
  });
  const sources = envFrom.map(({ secret, configMap, prefix }): k8s.EnvFromSource => ({
    ...(prefix !== undefined && { prefix }),
    ...(secret !== undefined && { secretRef: { name: secret } }),
    ...(configMap !== undefined && { configMapRef: { name: configMap } }),
  }));
  return { ...(variables.length > 0 && { env: variables }), ...(sources.length > 0 && { envFrom: sources }) };
}

/** Volumes of a pod, and where its container has them. */
export function mountedVolumes(given: Volumes): { readonly volumes: k8s.Volume[]; readonly mounts: k8s.VolumeMount[] } {
  const nameOf = (index: number) => `mounted-${index + 1}`;
  return {
    volumes: given.map(({ secret, configMap }, index) => ({
      name: nameOf(index),
      ...(secret !== undefined && { secret: { secretName: secret, defaultMode: readableByPod } }),
      ...(configMap !== undefined && { configMap: { name: configMap, defaultMode: readableByPod } }),
    })),
    mounts: given.map(({ path }, index) => ({ name: nameOf(index), mountPath: path, readOnly: true })),
  };
}
