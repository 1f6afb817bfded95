import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aliasesBetween, frozenNames } from 'anycast-mec/pulumi';
import type { ResourceNames } from 'anycast-mec/pulumi';
import { uninstall } from '../../cli/installed';
import { RealControlPlane } from './control-plane';
import { defineMetalLB } from './metallb-definitions';
import { PulumiProject } from './pulumi-project';
import { describeEngine } from './requirements';

const house = join(__dirname, '../../..');
const fleetText = readFileSync(join(house, 'examples/thesis-testbed/fleet.yaml'), 'utf8');
const changedTwice = fleetText
  .replace('sensors:1.0', 'sensors:1.2')
  .replace('rateLimit: { perClient: 5r/s }', 'rateLimit: { perClient: 6r/s }');
/** Waiting for a busy machine is no failure. */
const patience = 600_000;

/** A program whose constructs can be moved, and whose aliases come from the configuration. */
const program = `import * as pulumi from '@pulumi/pulumi';
import { Construct } from 'constructs';
import { AnycastService, MetalLBPeering } from 'anycast-mec';
import { MecSite, siteFromConfig } from 'anycast-mec/pulumi';

class Group extends Construct {}
const config = new pulumi.Config();
const site = new MecSite('mec', {
  ...siteFromConfig(),
  aliases: config.getObject('aliases') ?? {},
  program: (mec) => {
    new MetalLBPeering(mec, config.get('peering') ?? 'peering');
    new AnycastService(config.getBoolean('moved') ? new Group(mec, 'group') : mec, 'sensors');
  },
});
export const names = site.names;
`;

describeEngine('operations on one stack', (requirements) => {
  const plane = new RealControlPlane('mec-1', requirements.program);
  let project: PulumiProject;
  const set = (key: string, value: string) => project.pulumi('config', 'set', '--stack', 'mec-1', key, value);
  const up = (...args: string[]) => project.pulumi('up', '--stack', 'mec-1', '--yes', '--skip-preview', ...args);
  const names = async () =>
    JSON.parse((await project.pulumi('stack', 'output', '--stack', 'mec-1', '--json', 'names')).text) as ResourceNames;
  const resources = async (stack: string) =>
    JSON.parse((await project.pulumi('stack', 'export', '--stack', stack)).text).deployment.resources ?? [];

  beforeAll(async () => {
    project = new PulumiProject(requirements, {
      'Pulumi.yaml': readFileSync(join(house, 'examples/pulumi-per-mec/Pulumi.yaml'), 'utf8').replace(
        '../thesis-testbed/fleet.yaml',
        'fleet.yaml',
      ),
      'index.ts': program,
      'fleet.yaml': fleetText,
      'package.json': '{ "name": "operations", "private": true }\n',
    });
    await plane.start();
    await defineMetalLB(plane.cluster);
    for (const stack of ['mec-1', 'mec-99']) expect(await project.pulumi('stack', 'init', stack)).toMatchObject({ code: 0 });
  }, patience);
  afterAll(() => {
    plane.stop();
    project.remove();
    uninstall();
  }, patience);

  describe('what is wrong is told in one message, with an exit code, and nothing is made', () => {
    const refused = async (stack: string, message: RegExp) => {
      const { code, text } = await project.pulumi('up', '--stack', stack, '--yes');
      expect(text).toMatch(message);
      expect(text).not.toMatch(/^\s+at .*\.(js|ts):\d+/m);
      expect(code).not.toBe(0);
      expect((await resources(stack)).filter(({ type }: any) => type.startsWith('kubernetes:'))).toEqual([]);
    };

    test(
      'neither kubeconfig nor context, and a secret that is missing',
      async () => {
        await refused('mec-1', /neither a kubeconfig nor a context is given[^]*secret file:secrets\/mec-1/);
      },
      patience,
    );

    test(
      'a kubeconfig that is not there',
      async () => {
        await set('secrets', 'placeholder');
        await set('kubeconfig', '/nowhere/kubeconfig');
        await refused('mec-1', /there is no kubeconfig \/nowhere\/kubeconfig/);
      },
      patience,
    );

    test(
      'a stack that is named after no site',
      async () => {
        await refused('mec-99', /there is no site 'mec-99'; did you mean/);
      },
      patience,
    );

    test(
      'a fleet with errors: all of them',
      async () => {
        project.write('fleet.yaml', fleetText.replace('vip: 11.11.11.11', 'vip: 192.0.2.1').replace('as: 65534', 'as: 65533'));
        await refused('mec-1', /(shared-site-as|vip-outside-pools)[^]*(vip-outside-pools|shared-site-as)/);
        project.write('fleet.yaml', fleetText);
      },
      patience,
    );

    test(
      'a cluster that does not answer',
      async () => {
        const dead = join(project.folder, 'dead');
        writeFileSync(dead, readFileSync(plane.kubeconfig, 'utf8').replace(/https:\/\/127\.0\.0\.1:\d+/, 'https://127.0.0.1:1'));
        await set('kubeconfig', dead);
        await refused('mec-1', /cluster is unreachable/);
        await project.pulumi('stack', 'rm', '--stack', 'mec-1', '--yes', '--force', '--preserve-config');
        await project.pulumi('stack', 'init', 'mec-1');
      },
      patience,
    );

    test(
      'no stack',
      async () => {
        await project.pulumi('stack', 'unselect');
        const { code, text } = await project.pulumi('preview');
        expect(text).toMatch(/no stack selected/);
        expect(code).not.toBe(0);
      },
      patience,
    );
  });

  test(
    'moved constructs would be made anew, and with the aliases that are printed nothing changes',
    async () => {
      await set('secrets', 'placeholder');
      await set('kubeconfig', plane.kubeconfig);
      expect(await up()).toMatchObject({ code: 0 });
      const before = await names();
      await set('moved', 'true');
      const without = await project.pulumi('preview', '--stack', 'mec-1');
      expect(without.text).toMatch(/\+ \d+ to create/);
      expect(without.text).toMatch(/- \d+ to delete/);
      // What the new names are the program says itself, without a deployment.
      const moved: ResourceNames = Object.fromEntries(
        Object.entries(before).flatMap(([name, entry]) => {
          if (!name.startsWith('mec/sensors')) return [[name, entry]];
          const types = entry.replace('MecCluster$', 'MecCluster$cdk8s:construct:Group$');
          return [[name.replace('mec/sensors', 'mec/group/sensors'), types]];
        }),
      );
      const aliases = aliasesBetween(before, { ...moved, 'mec/group': 'anycast-mec:index:MecCluster$cdk8s:construct:Group' });
      expect(Object.keys(aliases)).toEqual(['mec/group/sensors']);
      await set('aliases', JSON.stringify(aliases));
      const { text } = await project.pulumi('preview', '--stack', 'mec-1');
      // The component in between is new; no object is touched.
      expect(text).toMatch(/\+ 1 to create/);
      expect(text).not.toMatch(/to (delete|update|replace)/);
      expect(await up()).toMatchObject({ code: 0 });
      expect(await names()).toEqual({ ...moved, 'mec/group': 'anycast-mec:index:MecCluster$cdk8s:construct:Group' });
    },
    patience,
  );

  test(
    'a renamed construct is refused by its frozen names, and with the aliases that they print the preview is empty',
    async () => {
      const before = await names();
      const file = join(project.folder, 'names.json');
      writeFileSync(file, JSON.stringify(before));
      const renamed = Object.fromEntries(
        Object.entries(before).map(([name, entry]) => [name.replace(/^mec\/peering\b/, 'mec/bgp'), entry]),
      );
      let told = '';
      try {
        frozenNames(renamed, file);
      } catch (error) {
        told = String(error);
      }
      expect(told).toContain("aliases: {\n  'mec/bgp': 'mec/peering',\n},");
      await set('peering', 'bgp');
      await set('aliases', JSON.stringify({ 'mec/bgp': 'mec/peering' }));
      expect(await project.pulumi('preview', '--stack', 'mec-1', '--expect-no-changes')).toMatchObject({ code: 0 });
      expect(await up()).toMatchObject({ code: 0 });
      expect(await names()).toEqual(renamed);
    },
    patience,
  );

  test(
    'one object alone can be deployed',
    async () => {
      project.write('fleet.yaml', changedTwice);
      const { code, text } = await up('--target', '**mec/group/sensors/deployment');
      expect([code, text]).toEqual([0, expect.stringMatching(/~ 1 updated/)]);
    },
    patience,
  );

  test(
    'a service with everything below it can be deployed alone',
    async () => {
      const { code, text } = await up('--target', '**mec/group/sensors**');
      expect([code, text]).toEqual([0, expect.stringMatching(/~ [23] updated/)]);
      expect(await project.pulumi('preview', '--stack', 'mec-1', '--expect-no-changes')).toMatchObject({ code: 0 });
    },
    patience,
  );

  test(
    'an up of moved constructs without aliases fails before anything is deleted, and with them it succeeds afterwards, too',
    async () => {
      const uid = async () => (await plane.cluster.call('GET', '/api/v1/namespaces/sensors/services/sensors')).metadata.uid;
      const before = await uid();
      await set('moved', 'false');
      await set('aliases', '{}');
      const type = 'anycast-mec:index:MecCluster$cdk8s:construct:Group$anycast-mec:index:AnycastService';
      const aliasesBack = { 'mec/sensors': `${type}::mec/group/sensors` };
      const refused = await up();
      expect(refused.text).toMatch(/already exists/);
      expect(refused.text).not.toMatch(/deleted/);
      expect(refused.code).not.toBe(0);
      expect(await uid()).toBe(before);
      // The components of the new names are in the state now.
      await set('aliases', JSON.stringify(aliasesBack));
      expect(await up()).toMatchObject({ code: 0 });
      expect(await uid()).toBe(before);
      expect(await project.pulumi('preview', '--stack', 'mec-1', '--expect-no-changes')).toMatchObject({ code: 0 });
    },
    patience,
  );
});
