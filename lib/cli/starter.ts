/** The files of a starter project, by path. */
export function starterFiles(version: string): Readonly<Record<string, string>> {
  return {
    'fleet.yaml': fleet,
    'mec.ts': program,
    'cdk8s.yaml': 'language: typescript\napp: npx tsx mec.ts\noutput: dist\n',
    'package.json': `${JSON.stringify(packageJson(version), undefined, 2)}\n`,
    '.gitignore': 'node_modules/\ndist/\nsecrets/\n',
  };
}

const fleet = `# yaml-language-server: $schema=node_modules/anycast-mec/schemas/fleet.schema.json
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

const program = `import { join } from 'node:path';
import { Fleet, MecApp, standardSite } from 'anycast-mec';
import type { MecCluster } from 'anycast-mec';

export const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

/** What runs at a site: one function for all, so that sites cannot drift apart. */
export function site(mec: MecCluster): void {
  standardSite(mec);
}

if (require.main === module) new MecApp(fleet, site).synth();
`;

function packageJson(version: string) {
  return {
    name: 'my-fleet',
    private: true,
    scripts: { check: 'anycast-mec check', synth: 'anycast-mec synth' },
    dependencies: { 'anycast-mec': `^${version}`, cdk8s: '^2.68.11', constructs: '^10.3.0' },
    devDependencies: { tsx: '^4.0.0', typescript: '^6.0.0' },
  };
}
