import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ApiObject } from 'cdk8s';
import { AnycastService, Fleet, MetalLBPeering, renderRouters } from 'anycast-mec';
import type { FleetDescription, MecCluster } from 'anycast-mec';
import { MecSite } from 'anycast-mec/pulumi';
import type { MecSiteArgs } from 'anycast-mec/pulumi';
import { recorded } from '../recording';

const file = 'examples/thesis-testbed/fleet.yaml';
const fleet = Fleet.load(file);
const secrets = () => 'a-password-of-24-letters';
const kubeconfig = JSON.stringify({ contexts: [{ name: 'mec-1' }] });
const usual: MecSiteArgs = { fleet, site: 'mec-1', secrets, cluster: { kubeconfig } };

/** Runs a site's program, and gives the component with what was registered. */
async function deployed(args: Partial<MecSiteArgs> = {}, options?: pulumi.ComponentResourceOptions) {
  let site: MecSite | undefined;
  const recording = await recorded(() => (site = new MecSite('mec', { ...usual, ...args }, options)));
  if (!site) throw new Error('the program made no site');
  return { site, ...recording };
}
/** The error that a site's program ends with, and what was registered before. */
const refused = (args: Partial<MecSiteArgs>) =>
  recorded(() => {
    new MecSite('mec', { ...usual, ...args });
  }).then(
    () => Promise.reject(new Error('nothing was refused')),
    (error: Error) => error,
  );

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'mec-site-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a site', () => {
  test('is deployed through a provider of its own, which everything in it uses', async () => {
    const { all, of } = await deployed();
    const provider = all.find(({ type }) => type === 'pulumi:providers:kubernetes');
    expect(provider).toMatchObject({ name: 'mec', parent: 'mec', inputs: { clusterIdentifier: 'thesis-testbed/mec-1' } });
    const used = all.filter(({ type }) => type.startsWith('kubernetes:')).map((entry) => entry.provider);
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((one) => !one.includes('pulumi:providers:kubernetes::mec::'))).toEqual([]);
    expect(of('mec/sensors/service').parent).toBe('mec/sensors');
    expect(all.filter(({ type }) => type === 'anycast-mec:index:MecCluster')).toMatchObject([{ name: 'mec', parent: 'mec' }]);
  });

  test('is deployed through the provider of the program, if it gives one', async () => {
    const { all } = await recorded(() => {
      const provider = new k8s.Provider('mine', { context: 'x' });
      new MecSite('mec', { fleet, site: 'mec-1', secrets }, { provider });
    });
    const used = all.filter(({ type }) => type.startsWith('kubernetes:')).map(({ provider }) => provider);
    expect(used.length).toBeGreaterThan(20);
    expect(used.every((provider) => provider.includes('pulumi:providers:kubernetes::mine::'))).toBe(true);
  });

  test('runs the program that it is given', async () => {
    const { site } = await deployed({ program: (mec: MecCluster) => void new MetalLBPeering(mec, 'peering') });
    expect(Object.keys(site.names).some((name) => name.startsWith('mec/peering/'))).toBe(true);
    expect(Object.keys(site.names).some((name) => name.startsWith('mec/sensors/'))).toBe(false);
  });

  test.each([
    ['fail', { skipUpdateUnreachable: undefined, deleteUnreachable: undefined }],
    ['skip', { skipUpdateUnreachable: 'true', deleteUnreachable: undefined }],
    ['forget', { skipUpdateUnreachable: undefined, deleteUnreachable: 'true' }],
  ] as const)('that does not answer: %s', async (unreachable, expected) => {
    const { all } = await deployed({ cluster: { kubeconfig, unreachable } });
    const { skipUpdateUnreachable, deleteUnreachable } =
      all.find(({ type }) => type.startsWith('pulumi:providers'))?.inputs ?? {};
    expect({ skipUpdateUnreachable, deleteUnreachable }).toEqual(expected);
  });

  test('keeps a kubeconfig secret that stands in the configuration, and ConfigMaps in place', async () => {
    const { all } = await deployed();
    const inputs = all.find(({ type }) => type.startsWith('pulumi:providers'))?.inputs;
    expect(inputs?.kubeconfig).toHaveProperty('4dabf18193072939515e22adb298388d');
    expect(inputs).toMatchObject({ enableConfigMapMutable: 'true', enableSecretMutable: 'true' });
    expect(inputs).not.toHaveProperty('enablePatchForce');
  });
});

describe('what a site tells', () => {
  test('its VIPs, sessions and budget', async () => {
    const { site } = await deployed();
    expect(site.vips).toEqual({ sensors: ['11.11.11.11'] });
    expect(site.sessions).toHaveLength(3);
    expect(site.sessions[0]).toMatchObject({ kind: 'host', holdMs: expect.any(Number) });
    expect(site.budget).toEqual(fleet.budget('mec-1'));
  });

  test('the hashes of its router files, with the secrets in them, and none of the secrets', async () => {
    const { site } = await deployed();
    const [router] = renderRouters(fleet, { secrets, only: (owner) => owner === 'mec-1' });
    const frr = router?.files.find(({ path }) => path === 'frr.conf');
    expect(frr?.content).toContain(secrets());
    expect(site.routerFiles['border-1/frr.conf']).toBe(
      createHash('sha256')
        .update(frr?.content ?? '')
        .digest('hex'),
    );
    expect(JSON.stringify([site.sessions, site.routerFiles, site.budget, site.vips])).not.toContain(secrets());
  });
});

describe('the password between hosts and borders', () => {
  const description = (): FleetDescription => {
    const { description: fleet } = Fleet.load('examples/minimal/fleet.yaml');
    return {
      ...fleet,
      sites: { ...fleet.sites, 'mec-1': { ...fleet.sites['mec-1'], hostPassword: { env: 'HOST_BGP' } } },
    } as never;
  };

  test('becomes the Secret that MetalLB reads, and is secret', async () => {
    const { of } = await deployed({ fleet: description() });
    expect(of('mec/host-password').inputs).toMatchObject({
      type: 'kubernetes.io/basic-auth',
      metadata: { namespace: 'metallb-system', name: of('mec/peering/peer-border-1').inputs.spec.passwordSecret.name },
      stringData: { value: { password: secrets() } },
    });
  });

  test('comes after the namespace of MetalLB, where the site makes it', async () => {
    const program = (mec: MecCluster) => void new MetalLBPeering(mec, 'peering', { createNamespace: true });
    const { of } = await deployed({ fleet: description(), program });
    expect(of('mec/host-password').dependsOn).toContain('mec/namespace-metallb-system');
  });

  test('is never a placeholder: then there is no Secret', async () => {
    const { names } = await deployed({ fleet: description(), secrets: 'placeholder' });
    expect(names).not.toContain('mec/host-password');
  });

  test('is left to the program, if it makes the Secret itself', async () => {
    const { names } = await deployed({
      fleet: description(),
      program: (mec) => {
        new MetalLBPeering(mec, 'peering');
        const metadata = { name: mec.site?.hostPasswordSecret ?? '', namespace: 'metallb-system' };
        new ApiObject(mec, 'mine', { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { password: 'other' } });
      },
    });
    expect(names).toContain('mec/mine');
    expect(names).not.toContain('mec/host-password');
  });
});

describe('before there is any resource', () => {
  test('everything that is wrong with the fleet is told', async () => {
    const wrong = { name: 'x', pools: { a: 'nonsense' }, networks: {}, sites: { m: { as: 0 } } } as unknown as FleetDescription;
    const error = await refused({ fleet: wrong, site: 'm' });
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error.message).toContain('pools.a');
    expect(error.message).toContain('sites.m.as');
  });

  test('an unknown site, a missing kubeconfig and a missing secret are told together', async () => {
    const missing = () => {
      throw new Error('the environment variable X is not set');
    };
    const none = await refused({ site: 'mec-9', cluster: { kubeconfig: join(folder, 'none') } });
    expect(none.message).toContain("there is no site 'mec-9'; did you mean 'mec-");
    expect(none.message).toContain(`there is no kubeconfig ${join(folder, 'none')}`);
    const secret = await refused({ secrets: missing, cluster: {} });
    expect(secret.message).toContain('secret file:secrets/mec-1, used by sites.mec-1.uplinks[0]');
    expect(secret.message).not.toContain('secrets/mec-2');
    expect(secret.message).toContain('neither a kubeconfig nor a context is given');
  });

  test('a missing kubeconfig stops an up, and not a preview', async () => {
    const program = () => void new MecSite('mec', { ...usual, cluster: { kubeconfig: join(folder, 'none') } });
    await expect(recorded(program)).rejects.toThrow('there is no kubeconfig');
    expect((await recorded(program, 'mec-1', true)).names).toContain('mec/sensors/service');
  });

  test('a context that the kubeconfig lacks is told with those it has', async () => {
    const path = join(folder, 'kubeconfig');
    writeFileSync(path, 'contexts: [{ name: mec-1 }, { name: mec-2 }]\n');
    const error = await refused({ cluster: { kubeconfig: path, context: 'mec-3' } });
    expect(error.message).toContain(`no context 'mec-3' in ${path}; there are: mec-1, mec-2`);
    await expect(deployed({ cluster: { kubeconfig: path, context: 'mec-2' } })).resolves.toBeDefined();
  });

  test.each([
    [
      'constructs find wrong',
      (mec: MecCluster) => void new AnycastService(mec, 'shop', { vip: 'x', selector: { a: 'b' } }),
      'shop: vip',
    ],
    [
      'the program throws',
      () => {
        throw new Error('out of ideas');
      },
      'site mec-1: out of ideas',
    ],
  ])('what %s is told at the site', async (_, program, message) => {
    const error = (await refused({ program })) as pulumi.ResourceError;
    expect(pulumi.ResourceError.isInstance(error)).toBe(true);
    expect([error.hideStack, error.message]).toEqual([true, expect.stringContaining(message)]);
  });
});

test('a fleet is read from its file, too', async () => {
  expect((await deployed({ fleet: file })).site.names).toEqual((await deployed()).site.names);
});

test('two sites have resources of the same names, types and parents, and what differs in them is declared', async () => {
  const [one, two] = [await deployed(), await deployed({ site: 'mec-2' })];
  expect(one.site.names).toEqual(two.site.names);
  const rest = ({ all }: typeof one) => new Map(all.map(({ name, type, parent, inputs }) => [name, { type, parent, inputs }]));
  const [first, second] = [rest(one), rest(two)];
  const differing = [...first].filter(([name, entry]) => JSON.stringify(entry) !== JSON.stringify(second.get(name)));
  // The provider by the site's name; peers and BFD by AS and addresses; the agent by the site's name and its network; pods by the hashes.
  expect(differing.map(([name]) => name).sort()).toEqual([
    'mec',
    'mec/agent/config',
    'mec/agent/deployment',
    'mec/agent/network-policy',
    'mec/bfd/config',
    'mec/bfd/daemon-set',
    'mec/peering/peer-border-1',
  ]);
});

describe('router files', () => {
  const connections = { 'border-1': { host: '192.0.2.1', privateKey: 'a key' } };

  test('are delivered only where it is asked for, after everything in the cluster', async () => {
    expect((await deployed()).all.some(({ type }) => type.startsWith('command:'))).toBe(false);
    const { all, of } = await deployed({ routers: { connections } });
    const delivered = of('mec/routers/border-1');
    expect(delivered).toMatchObject({ type: 'command:remote:Command', parent: 'mec' });
    expect(delivered.dependsOn).toHaveLength(all.filter(({ type }) => type.startsWith('kubernetes:')).length);
  });

  test('and the key to the router are secret', async () => {
    const { inputs } = (await deployed({ routers: { connections } })).of('mec/routers/border-1');
    for (const field of ['stdin', 'connection']) expect(inputs[field]).toHaveProperty('4dabf18193072939515e22adb298388d');
    expect(inputs.create).not.toContain(secrets());
    expect(Buffer.from(inputs.stdin.value, 'base64').toString()).toContain(secrets());
  });

  test('of routers that there are not, or with placeholders for passwords, are refused', async () => {
    const unknown = await refused({ routers: { connections: { 'border-9': { host: '192.0.2.9' } } } });
    expect(unknown.message).toContain('there is no border router border-9; allowed: border-1');
    const placeholder = await refused({ secrets: 'placeholder', routers: { connections } });
    expect(placeholder.message).toContain('a placeholder cannot be delivered as a password');
  });
});
