/** What runs at a site, for `anycast-mec synth` and for Pulumi alike. */
export const program = `import { join } from 'node:path';
import { Fleet, MecApp, standardSite } from 'anycast-mec';
import type { MecCluster } from 'anycast-mec';

export const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

/** What runs at a site: one function for all, so that sites cannot drift apart. */
export function site(mec: MecCluster): void {
  standardSite(mec);
}

// \`anycast-mec synth\` writes files; \`pulumi up\` (index.ts) deploys the same.
if (require.main === module) new MecApp(fleet, site).synth();
`;

/** The program of every Pulumi stack. */
export const stackProgram = `import { MecSite, siteFromConfig } from 'anycast-mec/pulumi';
import { site } from './mec';

// One stack per site: the name of the stack says which.
const deployed = new MecSite('mec', { ...siteFromConfig(), program: site });

export const { vips, sessions, routerFiles, budget } = deployed;
`;
