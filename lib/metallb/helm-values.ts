import type { ContainerSize } from './adapt-install';
import type { MetalLBMode } from './versions';

/** What the values of MetalLB's Helm chart depend on. */
export interface HelmValuesOptions {
  readonly mode: MetalLBMode;
  /** Labels of the nodes that run speakers. @default - all nodes */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Announce also from nodes labelled `node.kubernetes.io/exclude-from-external-load-balancers`. @default false */
  readonly ignoreExcludeLB?: boolean;
  /** Debounce of the frr mode, ms. @default - upstream's 3000 */
  readonly debounceMs?: number;
  /** Of the speaker and the controller. @default - 100m and 128Mi each */
  readonly resources?: Readonly<Record<'speaker' | 'controller', ContainerSize>>;
}

const defaultSize: ContainerSize = { cpu: '100m', memory: '128Mi' };

/** The values of the Helm chart `metallb` 0.16.1 that install MetalLB as the fleet asks. */
export function helmValues(options: HelmValuesOptions): Record<string, unknown> {
  const sized = (name: 'speaker' | 'controller') => {
    const { cpu, memory } = options.resources?.[name] ?? defaultSize;
    return { requests: { cpu, memory }, limits: { memory } };
  };
  return {
    // The chart's own default is frr-k8s.
    frrk8s: { enabled: options.mode === 'frr-k8s' },
    controller: { resources: sized('controller') },
    speaker: {
      frr: { enabled: options.mode === 'frr' },
      ignoreExcludeLB: options.ignoreExcludeLB ?? false,
      resources: sized('speaker'),
      ...(options.nodeSelector && { nodeSelector: { ...options.nodeSelector } }),
      ...(options.mode === 'frr' && options.debounceMs !== undefined && { bgpDebounceTimeout: options.debounceMs }),
    },
  };
}
