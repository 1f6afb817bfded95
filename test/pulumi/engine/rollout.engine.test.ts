import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { planRollout } from '../../../lib/rollout/plan';
import { defaultStrategy } from '../../../lib/rollout/strategy';
import { uninstall } from '../../cli/installed';
import { eightSites } from '../../rollout/eight-sites';
import { RealControlPlane } from './control-plane';
import { defineMetalLB } from './metallb-definitions';
import { PulumiProject } from './pulumi-project';
import { describeEngine } from './requirements';

const house = join(__dirname, '../../..');
const fleet = eightSites();
const fleetText = stringify(fleet.description);
const { waves } = planRollout(fleet, defaultStrategy);
/** Waiting for a busy machine is no failure. */
const patience = 900_000;
const [canary = ''] = waves[0]?.sites ?? [];
/** The site in wave 2 that will not be healthy. */
const [sick = ''] = waves.find(({ name }) => name === 'wave 2')?.sites ?? [];
const service = '/api/v1/namespaces/hello/services/hello';

const program = `import { AnycastService, MetalLBPeering } from 'anycast-mec';
import { MecSite, siteFromConfig } from 'anycast-mec/pulumi';

new MecSite('mec', {
  ...siteFromConfig(),
  program: (mec) => {
    new MetalLBPeering(mec, 'peering');
    new AnycastService(mec, 'hello');
  },
});
`;

/** What a rollout told, and how it ended. */
interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

describeEngine('a rollout over eight sites, two of them with control planes and six dry', (requirements) => {
  const planes = new Map([canary, sick].map((site) => [site, new RealControlPlane(site, requirements.program)]));
  let project: PulumiProject;
  const cluster = (site: string) => {
    const plane = planes.get(site);
    if (!plane) throw new Error(`no control plane for ${site}`);
    return plane.cluster;
  };
  const labels = async (site: string) => (await cluster(site).call('GET', service)).metadata.labels as Record<string, string>;
  const image = async (site: string) =>
    (await cluster(site).call('GET', '/apis/apps/v1/namespaces/hello/deployments/hello')).spec.template.spec.containers[0].image;

  /** Runs a rollout as a process; it is killed, without notice, at the first line that contains `killAt`. */
  function rollout(args: readonly string[], killAt?: string): Promise<Ended> {
    const tsx = join(house, 'node_modules/tsx/dist/cjs/index.cjs');
    const argv = ['--require', tsx, join(__dirname, 'rollout-process.ts'), `${canary},${sick}`, ...args];
    const env = { ...project.env, TSX_TSCONFIG_PATH: join(house, 'tsconfig.json') };
    const child = spawn(process.execPath, argv, { cwd: project.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (killAt !== undefined && line.includes(killAt)) child.kill('SIGKILL');
      });
    return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ code, lines })));
  }

  /** Does what MetalLB and the controllers of pods would: neither runs here. */
  async function serve(site: string): Promise<void> {
    const status = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } } };
    await cluster(site).call('PATCH', `${service}/status`, status, 'application/merge-patch+json');
    await cluster(site).call('POST', '/apis/discovery.k8s.io/v1/namespaces/hello/endpointslices', {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'hello-1', labels: { 'kubernetes.io/service-name': 'hello' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.244.0.5'], conditions: { ready: true } }],
      ports: [{ port: 8080 }],
    });
  }

  beforeAll(async () => {
    project = new PulumiProject(requirements, {
      'Pulumi.yaml': readFileSync(join(house, 'examples/pulumi-per-mec/Pulumi.yaml'), 'utf8').replace(
        '../thesis-testbed/fleet.yaml',
        'fleet.yaml',
      ),
      'index.ts': program,
      'fleet.yaml': fleetText,
      'package.json': '{ "name": "rollout", "private": true }\n',
    });
    for (const plane of planes.values()) await plane.start();
    for (const site of planes.keys()) await defineMetalLB(cluster(site));
    for (const { name } of fleet.sites) {
      expect(await project.pulumi('stack', 'init', name)).toMatchObject({ code: 0 });
      const kubeconfig = planes.get(name)?.kubeconfig ?? join(project.folder, 'no-cluster');
      await project.pulumi('config', 'set', '--stack', name, 'kubeconfig', kubeconfig);
      await project.pulumi('config', 'set', '--stack', name, 'secrets', 'placeholder');
    }
    for (const site of planes.keys()) {
      expect(await project.pulumi('up', '--stack', site, '--yes', '--skip-preview')).toMatchObject({ code: 0 });
      await serve(site);
    }
    project.write('fleet.yaml', fleetText.replace('hello:1.0', 'hello:1.1'));
  }, patience);
  afterAll(() => {
    for (const plane of planes.values()) plane.stop();
    project.remove();
    uninstall();
  }, patience);

  test(
    'does not drain the last site that announces',
    async () => {
      // The other site with a control plane is the only one left, and it is taken out by hand.
      const away = (value: string | null) =>
        cluster(sick).call(
          'PATCH',
          service,
          { metadata: { labels: { 'anycast-mec.io/route': value } } },
          'application/merge-patch+json',
        );
      await away('withdrawn');
      const { code, lines } = await rollout(['', 'down']);
      await away(null);
      expect(lines.join('\n')).toContain(`not drained: ${canary} is the last site that announces the VIP of hello`);
      expect(code).toBe(1);
      expect(lines.filter((line) => /^engine: (dry )?up/.test(line))).toEqual([]);
      expect((await labels(canary))['anycast-mec.io/route']).toBeUndefined();
      rmSync(join(project.folder, '.anycast-mec'), { recursive: true });
    },
    patience,
  );

  test(
    'that is killed while a site is drained leaves it drained, and undeployed',
    async () => {
      const { code, lines } = await rollout([], `${canary}: drained`);
      expect([code, lines.at(-1)]).toEqual([null, expect.stringContaining(`${canary}: drained`)]);
      expect((await labels(canary))['anycast-mec.io/route']).toBe('drain');
      expect(await image(canary)).toBe('registry.example/hello:1.0');
    },
    patience,
  );

  test(
    'goes on there, and stops at the site in wave 2 that is not healthy: it is named with the reason, and nothing after it is touched',
    async () => {
      const check = join(project.folder, 'check');
      writeFileSync(check, `#!/bin/sh\n[ "$1" = ${sick} ] || exit 0\necho no client there gets an answer >&2\nexit 1\n`);
      chmodSync(check, 0o755);
      const { code, lines } = await rollout([check]);
      const said = lines.join('\n');
      expect(said).toContain(`${canary}: back in service`);
      expect(said).toMatch(new RegExp(`${sick}: FAILED: not healthy within 15 s: check .*: no client there gets an answer`));
      expect(code).toBe(1);
      expect(await image(canary)).toBe('registry.example/hello:1.1');
      expect((await labels(canary))['anycast-mec.io/route']).toBeUndefined();
      const result = JSON.parse(lines.find((line) => line.startsWith('result: '))?.slice(8) ?? '{}');
      expect(result).toMatchObject({ outcome: 'stopped', reason: expect.stringContaining(`stopped after wave 2: ${sick}`) });
      const later = waves.slice(waves.findIndex(({ name }) => name === 'wave 2') + 1).flatMap(({ sites }) => sites);
      expect(later.length).toBeGreaterThan(2);
      for (const site of later) {
        expect(lines.filter((line) => line.startsWith('engine:') && line.endsWith(` ${site}`))).toEqual([]);
        expect(result.sites).toContainEqual({ site, outcome: 'not begun' });
      }
    },
    patience,
  );
});
