import { parse } from 'yaml';

/** The fleet of a starter project: the smallest that survives the loss of a site. */
export const fleet = `# yaml-language-server: $schema=node_modules/anycast-mec/schemas/fleet.schema.json
name: my-fleet
pools: { apps: 203.0.113.0/28 } # the VIPs; replace this documentation prefix by your own
plan: { links: 10.0.0.0/20, loopbacks: 10.0.16.0/24, hosts: 10.1.0.0/16, clients: 10.2.0.0/16 }
networks:
  operator:
    as: 64600
    routers: { pe-1: pe, pe-2: pe }
    links: [[pe-1, pe-2]]
sites:
  mec-1: { as: 64701, hosts: 2, uplinks: [operator/pe-1], clients: [ran] }
  cloud: { as: 64702, hosts: 2, kind: cloud, number: 2, uplinks: [operator/pe-2] }
services:
  hello:
    vip: 203.0.113.1
    workload: { image: registry.example/hello:1.0 }
    health: { http: /healthz }
`;

/** The names of the sites in a fleet file. */
export function sitesIn(file: string): string[] {
  return Object.keys((parse(file) as { sites: Record<string, unknown> }).sites);
}
