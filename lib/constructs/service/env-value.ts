import type { WorkloadDescription } from '../../fleet/description/workload';

type Value = NonNullable<WorkloadDescription['env']>[string];

/**
 * A variable of a workload whose value stands elsewhere in its namespace: in a Secret or in a ConfigMap, neither of which is made here.
 *
 * @example
 * workload: { image, env: { MODE: 'edge', TOKEN: EnvValue.fromSecret('shop', 'token') } }
 */
export const EnvValue = {
  /** A key of a Secret. */
  fromSecret: (secret: string, key: string): Value => ({ secret, key }),

  /** A key of a ConfigMap. */
  fromConfigMap: (configMap: string, key: string): Value => ({ configMap, key }),
} as const;
