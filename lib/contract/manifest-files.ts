/**
 * Names of a site's manifest files by what is in them. They are applied in the order of their names: nothing comes before what it needs.
 */
export const manifestFiles = {
  namespaces: '00-namespaces.yaml',
  metallb: '10-metallb.yaml',
  peering: '20-peering.yaml',
  bfd: '30-bfd.yaml',
  /** Of one service. */
  service: (name: string) => `40-service-${name}.yaml`,
  agent: '50-agent.yaml',
  other: '90-other.yaml',
} as const;
