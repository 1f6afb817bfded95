import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences } from '../stand-in-provider/differences';
import { uninstall } from '../../cli/installed';
import { RealControlPlane } from './control-plane';
import { defineMetalLB } from './metallb-definitions';
import { PulumiProject } from './pulumi-project';
import { describeEngine } from './requirements';
import type { EngineRequirements } from './requirements';

const examples = join(__dirname, '../../../examples');
const fleetText = readFileSync(join(examples, 'thesis-testbed/fleet.yaml'), 'utf8');
const sites = ['mec-1', 'mec-2'];
/** Waiting for a busy machine is no failure. */
const patience = 600_000;

function main(requirements: EngineRequirements): void {
  const planes = new Map(sites.map((site) => [site, new RealControlPlane(site, requirements.program)]));
  const plane = (site: string) => {
    const found = planes.get(site);
    if (!found) throw new Error(`no control plane for ${site}`);
    return found.cluster;
  };
  let project: PulumiProject;
  const labels = async () => (await plane('mec-1').call('GET', '/api/v1/namespaces/sensors/services/sensors')).metadata.labels;
  const up = (site: string, ...args: string[]) => project.pulumi('up', '--stack', site, '--yes', '--skip-preview', ...args);
  const unchanged = (site: string) => project.pulumi('preview', '--stack', site, '--expect-no-changes');

  beforeAll(async () => {
    const own = (file: string) => readFileSync(join(examples, 'pulumi-per-mec', file), 'utf8');
    project = new PulumiProject(requirements, {
      'Pulumi.yaml': own('Pulumi.yaml').replace('../thesis-testbed/fleet.yaml', 'fleet.yaml'),
      'index.ts': own('index.ts'),
      'site.ts': own('site.ts'),
      'fleet.yaml': fleetText,
      'package.json': '{ "name": "thesis-testbed", "private": true }\n',
    });
    await Promise.all([...planes.values()].map((entry) => entry.start()));
    await Promise.all(sites.map((site) => defineMetalLB(plane(site))));
    for (const site of sites) {
      expect(await project.pulumi('stack', 'init', site)).toMatchObject({ code: 0 });
      await project.pulumi('config', 'set', '--stack', site, 'kubeconfig', planes.get(site)?.kubeconfig ?? '');
      await project.pulumi('config', 'set', '--stack', site, 'secrets', 'placeholder');
    }
  }, patience);
  afterAll(() => {
    for (const entry of planes.values()) entry.stop();
    project.remove();
    uninstall();
  }, patience);

  test(
    'an up makes every object once, and a second one changes nothing',
    async () => {
      const first = await up('mec-1');
      expect(first.text).toMatch(/\+ \d+ created/);
      expect(first.code).toBe(0);
      expect(
        (await plane('mec-1').call('GET', '/apis/metallb.io/v1beta1/namespaces/metallb-system/bgpadvertisements')).items,
      ).toHaveLength(4);
      expect(await unchanged('mec-1')).toMatchObject({ code: 0 });
      const second = await up('mec-1');
      expect(second.text).toMatch(/\d+ unchanged/);
      expect(second.text).not.toMatch(/created|updated|deleted/);
    },
    patience,
  );

  test(
    'the preview speaks of sites and services, in the nouns of the fleet',
    async () => {
      const { text } = await project.pulumi('preview', '--stack', 'mec-2');
      expect(text).toMatch(/anycast-mec:index:MecSite\s+mec/);
      expect(text).toMatch(/anycast-mec:index:AnycastService\s+mec\/sensors/);
    },
    patience,
  );

  test(
    'the VIP is told by the stack, with sessions and hashes',
    async () => {
      const { text } = await project.pulumi('stack', 'output', '--stack', 'mec-1', '--json');
      const outputs = JSON.parse(text);
      expect(outputs.vips).toEqual({ sensors: ['11.11.11.11'] });
      expect(outputs.sessions).toHaveLength(3);
      expect(outputs.routerFiles['border-1/frr.conf']).toMatch(/^[0-9a-f]{64}$/);
    },
    patience,
  );

  test(
    'a changed image is one changed Deployment',
    async () => {
      await project.pulumi('config', 'set', '--stack', 'mec-1', 'image', 'registry.example/sensors:1.1');
      const { text } = await project.pulumi('preview', '--stack', 'mec-1', '--diff');
      expect(text).toMatch(/~ kubernetes:apps\/v1:Deployment: \(update\)/);
      expect(text).toContain('registry.example/sensors:1.0" => "registry.example/sensors:1.1"');
      expect(text).toMatch(/~ 1 to update/);
      expect(text).not.toMatch(/to (create|delete|replace)/);
    },
    patience,
  );

  test(
    'what the agent sets is no drift, and an up in the middle of a withdrawal leaves it',
    async () => {
      const patch = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'sensors', namespace: 'sensors', labels: { 'anycast-mec.io/route': 'withdrawn' } },
      };
      const path = '/api/v1/namespaces/sensors/services/sensors?fieldManager=anycast-mec-agent&force=true';
      await plane('mec-1').call('PATCH', path, patch, 'application/apply-patch+yaml');
      const refresh = await project.pulumi('refresh', '--stack', 'mec-1', '--yes', '--skip-preview');
      expect(refresh.code).toBe(0);
      const preview = await project.pulumi('preview', '--stack', 'mec-1');
      expect(preview.text).toMatch(/~ 1 to update/);
      expect(preview.text).not.toMatch(/v1:Service\s+mec\/sensors\/service\s/);
      expect((await up('mec-1')).text).toMatch(/~ 1 updated/);
      expect(await labels()).toMatchObject({ 'anycast-mec.io/route': 'withdrawn', 'anycast-mec.io/anycast': 'true' });
      expect(await unchanged('mec-1')).toMatchObject({ code: 0 });
    },
    patience,
  );

  test(
    'another site is a stack of its own: what is deployed there changes nothing here',
    async () => {
      expect((await up('mec-2')).code).toBe(0);
      expect(await unchanged('mec-1')).toMatchObject({ code: 0 });
    },
    patience,
  );

  test(
    'two stacks hold the same objects, which differ only in what the fleet declares for each site',
    async () => {
      const objects = async (site: string) => {
        const { deployment } = JSON.parse((await project.pulumi('stack', 'export', '--stack', site)).text);
        const kubernetes = deployment.resources.filter(({ type }: any) => type.startsWith('kubernetes:'));
        return Object.fromEntries(kubernetes.map(({ urn, inputs }: any) => [urn.split('::').slice(2).join(' '), inputs]));
      };
      const [one, other] = [await objects('mec-1'), await objects('mec-2')];
      expect(Object.keys(one).length).toBeGreaterThan(25);
      const places = differences(one, other).map(({ path }) => {
        const [, name = '', field = ''] = /^\["\S+ ([^"]+)"\]\.?(.*)$/.exec(path) ?? [];
        return `${name}: ${field.replace(/^.*config-sha256.*$/, 'checksum')}`;
      });
      expect(new Set(places)).toEqual(
        new Set([
          // The border of the site, its BFD, its name; the image is that of the configuration of each stack.
          ...['mec/peering/peer-border-1: spec.peerASN', 'mec/peering/peer-border-1: spec.peerAddress'],
          ...['mec/bfd/config: data["bfdd.conf"]', 'mec/bfd/daemon-set: checksum'],
          'mec/agent/config: data["agent.json"]',
          'mec/sensors/deployment: spec.template.spec.containers[0].image',
        ]),
      );
    },
    patience,
  );

  test(
    'a site that is added to the fleet changes no other',
    async () => {
      const more = fleetText.replace('\nservices:\n', '  mec-9: { as: 64519, hosts: 1, uplinks: [isp-x/pe-4] }\n\nservices:\n');
      project.write('fleet.yaml', more);
      for (const site of sites) expect(await unchanged(site)).toMatchObject({ code: 0 });
      project.write('fleet.yaml', fleetText);
    },
    patience,
  );

  test(
    'a destroy leaves nothing but what was there before',
    async () => {
      expect((await project.pulumi('destroy', '--stack', 'mec-1', '--yes', '--skip-preview')).code).toBe(0);
      const namespaces: any[] = (await plane('mec-1').call('GET', '/api/v1/namespaces')).items;
      expect(namespaces.map(({ metadata }) => metadata.name).sort()).toEqual([
        'default',
        'kube-node-lease',
        'kube-public',
        'kube-system',
        // It was there before, and so was what is in it.
        'metallb-system',
      ]);
      expect((await plane('mec-1').call('GET', '/apis/metallb.io/v1beta2/bgppeers')).items).toEqual([]);
      expect((await plane('mec-2').call('GET', '/apis/metallb.io/v1beta2/bgppeers')).items).toHaveLength(1);
    },
    patience,
  );
}

describeEngine('the testbed of the thesis, one stack per MEC', main);
