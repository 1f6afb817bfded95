import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { version } from '@pulumi/kubernetes/package.json';
import { AnycastService, Fleet, MecCluster, MetalLBPeering, standardSite } from 'anycast-mec';
import { asString, ConstructTree } from 'anycast-mec/pulumi';
import type { ConstructTreeArgs } from 'anycast-mec/pulumi';
import { objectType } from '../../lib/pulumi/bridge/tokens';
import { recorded } from './recording';

const fleet = Fleet.load('examples/thesis-testbed/fleet.yaml');

function chartOf(make: (chart: Chart) => void, namespace = 'apps'): Chart {
  const chart = new Chart(new App(), 'chart', { namespace });
  make(chart);
  return chart;
}

const deployed = (make: (chart: Chart) => void, args: Omit<ConstructTreeArgs, 'scope'> = {}) =>
  recorded(() => new ConstructTree('edge', { scope: chartOf(make), ...args }));

const siteChart = () => chartOf((chart) => standardSite(new MecCluster(chart, 'mec', { fleet, site: fleet.site('mec-1') })));

const object = (scope: Construct, kind: string, name: string, more: object = {}, apiVersion = 'v1') =>
  new ApiObject(scope, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, ...more });

describe('a cdk8s tree becomes resources', () => {
  test('one for each object, below components that mirror the constructs', async () => {
    const { all } = await recorded(() => new ConstructTree('edge', { scope: siteChart() }));
    const objects = siteChart()
      .node.findAll()
      .filter((construct) => ApiObject.isApiObject(construct));
    expect(all.filter(({ custom }) => custom)).toHaveLength(objects.length);
    expect(all.filter(({ custom }) => !custom).map(({ type, name, parent }) => [type, name, parent])).toEqual(
      expect.arrayContaining([
        ['anycast-mec:index:ConstructTree', 'edge', undefined],
        ['anycast-mec:index:MecCluster', 'edge/mec', 'edge'],
        ['anycast-mec:index:MetalLBPeering', 'edge/mec/peering', 'edge/mec'],
        ['anycast-mec:index:BfdDaemonSet', 'edge/mec/bfd', 'edge/mec'],
        ['anycast-mec:index:AnycastService', 'edge/mec/sensors', 'edge/mec'],
        ['anycast-mec:index:RateLimiter', 'edge/mec/sensors/sensors-limiter', 'edge/mec/sensors'],
        ['anycast-mec:index:FailoverAgent', 'edge/mec/agent', 'edge/mec'],
      ]),
    );
    expect(all.filter(({ custom }) => !custom)).toHaveLength(7);
  });

  test('with the inputs that cdk8s would write', async () => {
    const { all } = await recorded(() => new ConstructTree('edge', { scope: siteChart() }));
    const written = new Map(
      Testing.synth(siteChart()).map((entry) => [`${entry.kind} ${entry.metadata.namespace} ${entry.metadata.name}`, entry]),
    );
    for (const { inputs } of all.filter(({ custom }) => custom)) {
      const { annotations, ...metadata } = inputs.metadata;
      const own = Object.entries(annotations ?? {}).filter(([key]) => !key.startsWith('pulumi.com/'));
      const tidy = { ...inputs, metadata: { ...metadata, ...(own.length && { annotations: Object.fromEntries(own) }) } };
      expect(tidy).toEqual(written.get(`${inputs.kind} ${metadata.namespace} ${metadata.name}`));
    }
    expect(written.size).toBe(all.filter(({ custom }) => custom).length);
  });

  test('of the types that the classes of @pulumi/kubernetes have, and its version', async () => {
    const { of } = await recorded(() => new ConstructTree('edge', { scope: siteChart() }));
    expect(of('edge/mec/sensors/service').version).toBe(version);
    const classes: [string, string, unknown][] = [
      ['v1', 'Service', k8s.core.v1.Service],
      ['v1', 'Namespace', k8s.core.v1.Namespace],
      ['apps/v1', 'Deployment', k8s.apps.v1.Deployment],
      ['rbac.authorization.k8s.io/v1', 'Role', k8s.rbac.v1.Role],
      ['networking.k8s.io/v1', 'NetworkPolicy', k8s.networking.v1.NetworkPolicy],
      ['policy/v1', 'PodDisruptionBudget', k8s.policy.v1.PodDisruptionBudget],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', k8s.apiextensions.v1.CustomResourceDefinition],
    ];
    for (const [apiVersion, kind, type] of classes) {
      expect(objectType(apiVersion, kind)).toBe((type as { __pulumiType: string }).__pulumiType);
    }
    expect(of('edge/mec/peering/peer-border-1').type).toBe('kubernetes:metallb.io/v1beta2:BGPPeer');
  });

  test('through the provider that the tree was given', async () => {
    const { of } = await recorded(() => {
      const provider = new k8s.Provider('site', { context: 'mec-1' });
      new ConstructTree('edge', { scope: chartOf((chart) => object(chart, 'ConfigMap', 'a')) }, { provider });
    });
    expect(of('edge/ConfigMap-a').provider).toContain('pulumi:providers:kubernetes::site::');
  });

  test('and gives them by the path of their constructs', async () => {
    expect.assertions(2);
    await recorded(() => {
      const tree = new ConstructTree('edge', { scope: chartOf((chart) => object(chart, 'ConfigMap', 'a')) });
      expect(tree.resource('ConfigMap-a')).toBe(tree.resources.get('edge/ConfigMap-a'));
      expect(() => tree.resource('ConfigMap-b')).toThrow("no object 'ConfigMap-b'; there are: edge/ConfigMap-a");
    });
  });
});

describe('a tree gives the resource of an object', () => {
  test('that a construct tells, below an app or a chart', async () => {
    await recorded(() => {
      const app = new App();
      const chart = new Chart(app, 'chart');
      const shop = new AnycastService(chart, 'shop', { vip: '203.0.113.1', selector: { app: 'shop' } });
      const stranger = object(new Chart(app, 'other'), 'ConfigMap', 'a');
      if (!shop.service) throw new Error('there is no Service');
      const [ofChart, ofApp] = [new ConstructTree('edge', { scope: chart }), new ConstructTree('all', { scope: app })];
      expect(ofChart.resource(shop.service)).toBe(ofChart.resources.get('edge/shop/service'));
      expect(ofApp.resource(shop.service)).toBe(ofApp.resources.get('all/chart/shop/service'));
      expect(() => ofChart.resource(stranger)).toThrow("no object 'ConfigMap-a'");
    });
  });

  test('and keeps the tree itself out of what a stack exports', async () => {
    await recorded(() => {
      const tree = new ConstructTree('edge', { scope: chartOf((chart) => object(chart, 'ConfigMap', 'a')) });
      expect(Object.keys(tree)).not.toContain('scope');
    });
  });
});

describe('what Pulumi must know of single objects', () => {
  test('the labels of the failover agent are ignored, on the Service of the VIP and nowhere else', async () => {
    const { all, of } = await recorded(() => new ConstructTree('edge', { scope: siteChart() }));
    expect(of('edge/mec/sensors/service').ignoreChanges).toEqual([
      'metadata.labels["anycast-mec.io/route"]',
      'metadata.labels["anycast-mec.io/route.host-1"]',
      'metadata.labels["anycast-mec.io/route.host-2"]',
    ]);
    expect(all.filter(({ ignoreChanges }) => ignoreChanges.length)).toHaveLength(1);
    expect(JSON.stringify(all)).not.toContain('patchForce');
  });

  test('the Service of a VIP is not waited for, unless asked', async () => {
    const annotation = async (awaitAddress: boolean) => {
      const { of } = await recorded(() => new ConstructTree('edge', { scope: siteChart(), awaitAddress }));
      return of('edge/mec/sensors/service').inputs.metadata.annotations['pulumi.com/skipAwait'];
    };
    expect(await annotation(false)).toBe('true');
    expect(await annotation(true)).toBeUndefined();
  });

  test('a DaemonSet that is updated by hand is not waited for, a Deployment is', async () => {
    const { of } = await recorded(() => new ConstructTree('edge', { scope: siteChart() }));
    expect(of('edge/mec/bfd/daemon-set').inputs.metadata.annotations).toEqual({ 'pulumi.com/skipAwait': 'true' });
    expect(of('edge/mec/sensors/deployment').inputs.metadata.annotations).toBeUndefined();
  });

  test('a definition is waited for until it is established, unless the program says otherwise', async () => {
    const crd = { spec: { group: 'x.example', names: { kind: 'X' }, scope: 'Namespaced' } };
    const { of } = await deployed((chart) => {
      object(chart, 'CustomResourceDefinition', 'a', crd, 'apiextensions.k8s.io/v1');
      const metadata = { name: 'b', annotations: { 'pulumi.com/skipAwait': 'true' } };
      object(chart, 'CustomResourceDefinition', 'b', { metadata }, 'apiextensions.k8s.io/v1');
    });
    const annotations = (name: string) => of(`edge/CustomResourceDefinition-${name}`).inputs.metadata.annotations;
    expect(annotations('a')).toEqual({ 'pulumi.com/waitFor': 'condition=Established' });
    expect(annotations('b')).toEqual({ 'pulumi.com/skipAwait': 'true' });
  });

  test('what a Secret holds is secret, what a ConfigMap holds is not', async () => {
    const { of } = await deployed((chart) => {
      object(chart, 'Secret', 's', { stringData: { password: 'p' } });
      object(chart, 'ConfigMap', 'c', { data: { text: 't' } });
    });
    expect(of('edge/Secret-s').inputs.stringData).toMatchObject({ value: { password: 'p' } });
    expect(of('edge/Secret-s').inputs.stringData).toHaveProperty('4dabf18193072939515e22adb298388d');
    expect(of('edge/Secret-s').secretOutputs).toEqual(['data', 'stringData']);
    expect(of('edge/ConfigMap-c').inputs.data).toEqual({ text: 't' });
  });

  test('options of single resources are added to those that follow from the object', async () => {
    const { of } = await recorded(
      () =>
        new ConstructTree('edge', {
          scope: siteChart(),
          resourceOptions: (entry) =>
            entry.kind === 'Service' ? { protect: true, ignoreChanges: ['spec.ports'], import: `n/${entry.name}` } : undefined,
        }),
    );
    const service = of('edge/mec/sensors/service');
    expect([service.protect, service.importId]).toEqual([true, 'n/sensors']);
    expect(service.ignoreChanges).toEqual(expect.arrayContaining(['spec.ports', 'metadata.labels["anycast-mec.io/route"]']));
    expect(of('edge/mec/sensors/deployment').protect).toBe(false);
  });

  test('former names become aliases', async () => {
    const { of } = await deployed((chart) => object(chart, 'ConfigMap', 'a'), {
      aliases: { 'edge/ConfigMap-a': ['x', 'a$b::y'] },
    });
    expect(JSON.stringify(of('edge/ConfigMap-a').aliases)).toContain('"x"');
    expect(JSON.stringify(of('edge/ConfigMap-a').aliases)).toContain(
      'urn:pulumi:mec-1::project::anycast-mec:index:ConstructTree$a$b::y',
    );
  });

  test('the former name of a component is given to everything below it', async () => {
    const { of } = await recorded(
      () =>
        new ConstructTree('edge', {
          scope: siteChart(),
          aliases: { 'edge/mec': 'x::edge/old', 'edge/mec/sensors': 'edge/mec/hello' },
        }),
    );
    const root = 'urn:pulumi:mec-1::project::anycast-mec:index:ConstructTree';
    const type = 'anycast-mec:index:AnycastService$kubernetes:core/v1:Service';
    const given = JSON.stringify(of('edge/mec/sensors/service').aliases);
    expect(given).toContain(`${root}$anycast-mec:index:MecCluster$${type}::edge/mec/hello/service`);
    expect(given).toContain(`${root}$x$${type}::edge/old/sensors/service`);
    expect(JSON.stringify(of('edge/mec/agent').aliases)).not.toContain('hello');
  });
});

describe('objects are tidied', () => {
  test('what belongs to no namespace has none, and what does keeps it', async () => {
    const { of } = await deployed((chart) => {
      object(chart, 'ClusterRole', 'a', {}, 'rbac.authorization.k8s.io/v1');
      const crd = { spec: { group: 'x.example', names: { kind: 'X' }, scope: 'Cluster' } };
      object(chart, 'CustomResourceDefinition', 'xs', crd, 'apiextensions.k8s.io/v1');
      object(chart, 'X', 'x', {}, 'x.example/v1');
      object(chart, 'Node', 'n', {}, 'longhorn.example/v1');
      object(chart, 'ConfigMap', 'c');
    });
    const namespaceOf = (name: string) => of(`edge/${name}`).inputs.metadata.namespace;
    expect(['ClusterRole-a', 'CustomResourceDefinition-xs', 'X-x', 'Node-n', 'ConfigMap-c'].map(namespaceOf)).toEqual([
      undefined,
      undefined,
      undefined,
      'apps',
      'apps',
    ]);
  });

  test('lists without entries go, empty maps stay', async () => {
    const { of } = await deployed((chart) => {
      object(chart, 'Service', 'a', { spec: { externalIPs: [], ports: [{ port: 1, x: [] }], selector: {} } });
    });
    expect(of('edge/Service-a').inputs.spec).toEqual({ ports: [{ port: 1 }], selector: {} });
  });
});

describe('Outputs in manifests', () => {
  test('stand in any field, alone with their own type, or in a text', async () => {
    const { of } = await deployed((chart) => {
      object(chart, 'ConfigMap', 'a', {
        data: {
          whole: pulumi.output('w'),
          part: `http://${asString(pulumi.output('host'))}:${asString('80')}/`,
          later: Promise.resolve('l'),
        },
      });
      object(chart, 'Deployment', 'd', { spec: { replicas: pulumi.output(3), list: [pulumi.output({ a: 1 })] } }, 'apps/v1');
    });
    expect(of('edge/ConfigMap-a').inputs.data).toEqual({ whole: 'w', part: 'http://host:80/', later: 'l' });
    expect(of('edge/Deployment-d').inputs.spec).toEqual({ replicas: 3, list: [{ a: 1 }] });
  });

  test('stand in the properties of constructs', async () => {
    const image = pulumi.output('registry.example').apply((host) => `${host}/sensors:1.4`);
    const { of } = await deployed((chart) => {
      const mec = new MecCluster(chart, 'mec', { fleet, site: fleet.site('mec-1') });
      new AnycastService(mec, 'sensors', { workload: { image: asString(image) } });
    });
    expect(of('edge/mec/sensors/deployment').inputs.spec.template.spec.containers[0].image).toBe('registry.example/sensors:1.4');
  });

  test('that are secret make the field secret', async () => {
    const { of } = await deployed((chart) => object(chart, 'ConfigMap', 'a', { data: { token: pulumi.secret('t') } }));
    expect(JSON.stringify(of('edge/ConfigMap-a').inputs.data.token)).toContain('1b47061264138c4ac30d75fd1eb44270');
  });

  test('cannot stand in the name of a field', async () => {
    const make = (chart: Chart) => object(chart, 'ConfigMap', 'a', { data: { [asString(pulumi.output('k'))]: 'v' } });
    await expect(deployed(make)).rejects.toThrow('an Output in the name of a field');
  });
});

describe('what is wrong with a tree', () => {
  test('is told all at once, bound to the component, and nothing of the tree is registered', async () => {
    const run = recorded(() => {
      const scope = chartOf((chart) => {
        const mec = new MecCluster(chart, 'mec');
        new MetalLBPeering(mec, 'peering');
        new AnycastService(mec, 'shop', { vip: 'nonsense', selector: { app: 'shop' } });
      });
      new ConstructTree('edge', { scope });
    }).catch((error: pulumi.ResourceError) => error);
    const error = (await run) as pulumi.ResourceError;
    expect(pulumi.ResourceError.isInstance(error)).toBe(true);
    expect([error.hideStack, (error.resource as unknown as { __name: string }).__name]).toEqual([true, 'edge']);
    expect(error.message).toContain('chart/mec/peering: siteAs');
    expect(error.message).toContain('chart/mec/shop: vip');
  });

  test.each<[string, (chart: Chart) => void, string]>([
    [
      'two constructs that make the same object',
      (chart) => {
        object(new Construct(chart, 'x'), 'ConfigMap', 'a');
        object(new Construct(chart, 'y'), 'ConfigMap', 'a');
      },
      "chart/y/ConfigMap-a: ConfigMap apps/a is made by 'chart/x/ConfigMap-a' already",
    ],
    [
      'objects that wait for each other',
      (chart) => {
        const [a, b] = [object(chart, 'ConfigMap', 'a'), object(chart, 'ConfigMap', 'b')];
        a.node.addDependency(b);
        b.node.addDependency(a);
      },
      "wait for each other: 'chart/ConfigMap-a', 'chart/ConfigMap-b'",
    ],
  ])('%s are refused', async (_, make, message) => {
    await expect(deployed(make)).rejects.toThrow(message);
  });

  test('an alias for a resource that there is not is refused', async () => {
    const run = deployed((chart) => object(chart, 'ConfigMap', 'a'), { aliases: { 'edge/b': 'edge/c' } });
    await expect(run).rejects.toThrow("aliases['edge/b']: there is no such resource");
  });
});
