import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { parse } from 'yaml';
import { Fleet } from 'anycast-mec';
import { frozenNames } from 'anycast-mec/pulumi';
import type { MecSite } from 'anycast-mec/pulumi';

const fleetFile = join(__dirname, '../thesis-testbed/fleet.yaml');
const fleet = Fleet.load(fleetFile);

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, any>;
}

/**
 * What one stack registers, seen through Pulumi's mocks: types, names and inputs. They prove neither what the engine makes of it nor
 * that a cluster takes it.
 */
async function stack(name: string, image?: string): Promise<{ site: MecSite; resources: Registered[] }> {
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        resources.push(args);
        return { id: args.name, state: args.inputs };
      },
      call: ({ inputs }) => inputs,
    },
    'thesis-testbed',
    name,
  );
  const values = { fleet: fleetFile, kubeconfig: '{"contexts":[]}', secrets: 'placeholder', ...(image && { image }) };
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(values).map(([key, value]) => [`thesis-testbed:${key}`, value])));
  let program: { site: MecSite } | undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the program of a stack runs anew for each stack
  jest.isolateModules(() => (program = require('./site') as { site: MecSite }));
  await pulumi.runtime.disconnect();
  if (!program) throw new Error('the program did not run');
  return { site: program.site, resources: resources.filter(({ type }) => type.startsWith('kubernetes:')) };
}

const manifests = ({ resources }: { resources: Registered[] }) =>
  Object.fromEntries([...resources].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, inputs }) => [name, inputs]));

/** The bundled program of the agent, and the digest in its name, change with every release of it. */
const withoutProgram = (resources: object): unknown =>
  JSON.parse(
    JSON.stringify(resources, (key, value: unknown) => (key === 'binaryData' ? '<program>' : value)).replaceAll(
      /failover-agent-program-[0-9a-f]{10}/g,
      'failover-agent-program-<digest>',
    ),
  );

test('no resource of any stack changes its name', async () => {
  for (const { name } of fleet.sites.filter(({ hosts }) => hosts.length === 2)) {
    frozenNames((await stack(name)).site.names, join(__dirname, 'names-of-two-hosts.json'));
  }
  for (const { name } of fleet.sites.filter(({ hosts }) => hosts.length === 1)) {
    frozenNames((await stack(name)).site.names, join(__dirname, 'names-of-one-host.json'));
  }
});

test('the resources of MEC-1', async () => {
  expect(withoutProgram(manifests(await stack('mec-1')))).toMatchSnapshot();
});

test('two stacks of sites of the same size differ in the values that the fleet declares, and nowhere else', async () => {
  const [one, two] = [manifests(await stack('mec-1')), manifests(await stack('mec-2'))];
  const differing = Object.keys(one).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(two[name]));
  expect(differing).toEqual([
    'mec/agent/config',
    'mec/agent/deployment',
    'mec/agent/network-policy',
    'mec/bfd/config',
    'mec/bfd/daemon-set',
    'mec/peering/peer-border-1',
  ]);
});

test('a new image changes one Deployment', async () => {
  const [old, now] = [manifests(await stack('mec-1')), manifests(await stack('mec-1', 'registry.example/sensors:1.1'))];
  expect(Object.keys(now).filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]))).toEqual([
    'mec/sensors/deployment',
  ]);
});

test('there is a stack for every site', () => {
  for (const { name } of fleet.sites) {
    const { config } = parse(readFileSync(join(__dirname, `Pulumi.${name}.yaml`), 'utf8')) as { config: object };
    expect(config).toEqual({ 'thesis-testbed:kubeconfig': `~/.kube/${name}` });
  }
});
