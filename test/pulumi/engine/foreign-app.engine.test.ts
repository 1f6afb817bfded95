import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uninstall } from '../../cli/installed';
import { RealControlPlane } from './control-plane';
import { defineMetalLB } from './metallb-definitions';
import { PulumiProject } from './pulumi-project';
import { describeEngine } from './requirements';

const example = join(__dirname, '../../../examples/import-constructs');
/** Waiting for a busy machine is no failure. */
const patience = 600_000;

/**
 * A program that knows nothing of this library but the bridge: the application that the documentation of cdk8s-plus begins with, a
 * Deployment behind a Service and an Ingress, its configuration in a ConfigMap, its password in a Secret.
 */
const program = `import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { ConstructTree } from 'anycast-mec/pulumi';

const config = new pulumi.Config();
const chart = new Chart(new App(), 'hello', { namespace: 'default' });
const settings = new kplus.ConfigMap(chart, 'settings', { data: { MESSAGE: config.get('message') ?? 'hello' } });
const password = new kplus.Secret(chart, 'password', { stringData: { password: 'of the shop' } });
const deployment = new kplus.Deployment(chart, 'web', {
  replicas: 2,
  containers: [
    {
      image: 'registry.example/hello-kubernetes:1.7',
      portNumber: 8080,
      envVariables: {
        MESSAGE: kplus.EnvValue.fromConfigMap(settings, 'MESSAGE'),
        PASSWORD: kplus.EnvValue.fromSecretValue({ secret: password, key: 'password' }),
      },
    },
  ],
});
deployment.exposeViaIngress('/hello', { serviceType: kplus.ServiceType.CLUSTER_IP });

const provider = new k8s.Provider('edge', { kubeconfig: config.require('kubeconfig'), enableConfigMapMutable: true });
export const names = new ConstructTree('app', { scope: chart }, { provider }).names;
`;
const settings = `name: foreign-app
runtime: { name: nodejs, options: { typescript: false, nodeargs: --require=tsx/cjs } }
main: index.ts
`;

describeEngine('programs that have no fleet', (requirements) => {
  const plane = new RealControlPlane('edge', requirements.program);
  const projects: PulumiProject[] = [];
  const projectOf = async (files: Record<string, string>) => {
    const project = new PulumiProject(requirements, { ...files, 'package.json': '{ "name": "foreign", "private": true }\n' });
    projects.push(project);
    expect(await project.pulumi('stack', 'init', 'edge')).toMatchObject({ code: 0 });
    return project;
  };
  const names = async (path: string) => (await plane.cluster.call('GET', path)).items.map(({ metadata }: any) => metadata.name);

  beforeAll(async () => {
    await plane.start();
    await defineMetalLB(plane.cluster);
  }, patience);
  afterAll(() => {
    plane.stop();
    for (const project of projects) project.remove();
    uninstall();
  }, patience);

  test(
    'a cdk8s-plus application is deployed by the bridge alone, changed, and destroyed',
    async () => {
      const project = await projectOf({ 'Pulumi.yaml': settings, 'index.ts': program });
      const up = (...args: string[]) => project.pulumi('up', '--stack', 'edge', '--yes', '--skip-preview', ...args);
      await project.pulumi('config', 'set', '--stack', 'edge', 'kubeconfig', plane.kubeconfig);
      const first = await up();
      expect(`${first.text} exit ${first.code}`).toMatch(/\+ \d+ created[^]* exit 0$/);
      const { spec } = (await plane.cluster.call('GET', '/apis/apps/v1/namespaces/default/deployments')).items[0];
      expect(spec.template.spec.containers[0]).toMatchObject({ image: 'registry.example/hello-kubernetes:1.7' });
      expect(await names('/apis/networking.k8s.io/v1/namespaces/default/ingresses')).toHaveLength(1);
      expect((await project.pulumi('stack', 'export', '--stack', 'edge')).text).not.toContain('of the shop');
      expect(await project.pulumi('preview', '--stack', 'edge', '--expect-no-changes')).toMatchObject({ code: 0 });
      await project.pulumi('config', 'set', '--stack', 'edge', 'message', 'good morning');
      expect((await up()).text).toMatch(/~ 1 updated/);
      expect((await project.pulumi('destroy', '--stack', 'edge', '--yes', '--skip-preview')).code).toBe(0);
      expect(await names('/apis/apps/v1/namespaces/default/deployments')).toEqual([]);
    },
    patience,
  );

  test(
    'the example of an operator who adds a VIP to a program of his own is deployed as it stands, and unchanged by a second up',
    async () => {
      const own = (file: string) => readFileSync(join(example, file), 'utf8');
      const files = ['Pulumi.yaml', 'index.ts', 'shop.ts'];
      const project = await projectOf(Object.fromEntries(files.map((file) => [file, own(file)])));
      const kubeconfig = readFileSync(plane.kubeconfig, 'utf8');
      await project.pulumi('config', 'set', '--stack', 'edge', '--secret', 'kubeconfig', kubeconfig);
      const first = await project.pulumi('up', '--stack', 'edge', '--yes', '--skip-preview');
      expect(`${first.text} exit ${first.code}`).toMatch(/\+ \d+ created[^]* exit 0$/);
      const service = await plane.cluster.call('GET', '/api/v1/namespaces/shop/services/shop');
      expect(service.metadata.annotations).toMatchObject({ 'metallb.io/loadBalancerIPs': '203.0.113.17' });
      expect(await project.pulumi('preview', '--stack', 'edge', '--expect-no-changes')).toMatchObject({ code: 0 });
    },
    patience,
  );
});
