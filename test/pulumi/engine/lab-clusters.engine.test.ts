import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiWay } from '../../../lab/src/cli/kubeconfig';
import { until } from '../../../lab/src/network/until';
import { uninstall } from '../../cli/installed';
import { upstream } from '../../constructs/upstream-metallb';
import { withoutClusters } from '../../lab/clusters/needs';
import { RunningClusters, smallFleet } from '../../lab/clusters/running-clusters';
import { describeNeeding } from '../../real/network/requirements';
import { PulumiProject } from './pulumi-project';
import { describeEngine } from './requirements';

const sites = ['mec-1', 'mec-2'];
/** Waiting for a busy machine is no failure. */
const patience = 600_000;
/** Where the fleet's password between hosts and borders is found, by the lab and by the stacks. */
const password = { ANYCAST_MEC_TEST_HOSTS: 'of-hosts-and-borders' };

const program = `import * as pulumi from '@pulumi/pulumi';
import { AgentProgram, standardSite } from 'anycast-mec';
import { MecSite, siteFromConfig } from 'anycast-mec/pulumi';

const config = new pulumi.Config();
const manifest = config.require('metallb');
const file = config.require('agent');
const site = new MecSite('mec', {
  ...siteFromConfig(),
  program: (mec) => standardSite(mec, { peering: { install: { manifest } }, agent: { program: AgentProgram.fromFile(file) } }),
});
export const vips = site.vips;
`;

const settings = `name: lab-clusters
runtime: { name: nodejs, options: { typescript: false, nodeargs: --require=tsx/cjs } }
main: index.ts
config:
  pulumi:disable-default-providers: { value: [kubernetes] }
  fleet: { type: string, default: fleet.yaml }
`;

describeEngine('clusters of the lab to which nothing was applied, deployed by one stack a site', (requirements) => {
  describeNeeding('with real pods, real MetalLB and real routers', withoutClusters(), () => {
    const clusters = new RunningClusters();
    const ways: ApiWay[] = [];
    const fleet = readFileSync(smallFleet, 'utf8');
    let project: PulumiProject;
    const up = (site: string) => project.pulumi('up', '--stack', site, '--yes', '--skip-preview');
    const unchanged = (site: string) => project.pulumi('preview', '--stack', site, '--expect-no-changes');

    beforeAll(async () => {
      Object.assign(process.env, password);
      await clusters.start({ bare: true });
      const files = {
        'Pulumi.yaml': settings,
        'index.ts': program,
        'fleet.yaml': fleet,
        'package.json': '{ "name": "lab-clusters" }\n',
      };
      project = new PulumiProject(requirements, files, { ...password, STAND_IN_AWAITS: 'true' });
      for (const site of sites) {
        const way = await clusters.way(site);
        ways.push(way);
        const kubeconfig = join(project.folder, `${site}.kubeconfig`);
        writeFileSync(kubeconfig, way.kubeconfig, { mode: 0o600 });
        expect(await project.pulumi('stack', 'init', site)).toMatchObject({ code: 0 });
        await project.pulumi('config', 'set', '--stack', site, 'kubeconfig', kubeconfig);
        await project.pulumi('config', 'set', '--stack', site, 'agent', join(__dirname, '../../../agent/build/agent.js'));
        await project.pulumi('config', 'set', '--stack', site, 'metallb', join(upstream.folder, 'metallb-native.yaml'));
      }
    }, patience);
    afterAll(async () => {
      for (const way of ways) way.close();
      await clusters.close();
      project.remove();
      uninstall();
    }, patience);

    test(
      'nobody answers before',
      async () => {
        expect(new Set((await clusters.answers('mec-1')).map((who) => who.split(' ')[0]))).toEqual(new Set(['nobody']));
      },
      patience,
    );

    test(
      'after one up of each stack every client is answered by the site that the fleet predicts',
      async () => {
        for (const site of sites)
          expect(await up(site)).toMatchObject({ code: 0, text: expect.stringMatching(/\+ \d+ created/) });
        await clusters.asPredicted();
        for (const site of sites) await clusters.answeredBy(site, new RegExp(`^${site}/`));
      },
      patience,
    );

    test(
      'what pods, MetalLB and the agent made of it since is no change to any stack',
      async () => {
        for (const site of sites) {
          expect((await project.pulumi('refresh', '--stack', site, '--yes', '--skip-preview')).code).toBe(0);
          expect(await unchanged(site)).toMatchObject({ code: 0 });
        }
      },
      patience,
    );

    test(
      'an up while the failover agent keeps clients away changes the service and leaves them away',
      async () => {
        await clusters.during('withdraw', 'mec-2', async () => {
          await clusters.answeredBy('mec-2', /^mec-1\//);
          project.write('fleet.yaml', fleet.replace('perClient: 50r/s', 'perClient: 60r/s'));
          expect(await up('mec-2')).toMatchObject({ code: 0, text: expect.stringMatching(/updated|created/) });
          const { out } = await clusters.kubectl('mec-2', [
            'get',
            'service',
            'hello',
            '-n',
            'hello',
            '-o',
            'jsonpath={.metadata.labels}',
          ]);
          // Asked to withdraw it drains, since it sees no other site: none is told to it.
          expect(out).toContain('"anycast-mec.io/route":"drain"');
          await clusters.answeredBy('mec-2', /^mec-1\//);
        });
        await clusters.answeredBy('mec-2', /^mec-2\//);
      },
      patience,
    );

    test(
      'a destroy of one stack moves its clients to the other site, and leaves nothing of it',
      async () => {
        expect(await project.pulumi('destroy', '--stack', 'mec-2', '--yes', '--skip-preview')).toMatchObject({ code: 0 });
        await clusters.answeredBy('mec-2', /^mec-1\//);
        await until('the namespaces are gone', patience, async () => {
          const { out } = await clusters.kubectl('mec-2', ['get', 'namespaces', '-o', 'name']);
          return out.split('\n').filter((name) => name && !/\/(default|kube-.*)$/.test(name));
        });
      },
      patience,
    );
  });
});
