import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from '../../../lib';
import { objectsOf, siteManifests } from '../../../lab/src/clusters/site-manifests';
import type { ManifestFile } from '../../../lab/src/clusters/manifest-file';
import { labFleet } from '../../../lab/src/model/lab-fleet';
import { probeService } from '../../../lab/src/model/probe-service';
import { synthesize } from '../../../lib/synth';

jest.setTimeout(120_000);

const file = join(__dirname, '../../../examples/thesis-testbed/fleet.yaml');
const { fleet } = labFleet(Fleet.load(file), { mpls: false });

/** What the operator's own program writes for a site. */
function written(site: string): ManifestFile['objects'] {
  const outdir = mkdtempSync(join(tmpdir(), 'site-manifests-'));
  try {
    synthesize(file, fleet, { outdir, secrets: 'placeholder' }, () => undefined);
    const folder = join(outdir, site, 'kubernetes');
    return readdirSync(folder).flatMap((name) => objectsOf(readFileSync(join(folder, name), 'utf8')));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const all = (files: readonly ManifestFile[]) => files.flatMap(({ objects }) => objects);
const keyOf = ({ kind, metadata }: ManifestFile['objects'][number]) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

describe('the manifests of a site in the lab', () => {
  let files: ManifestFile[];
  beforeAll(async () => {
    files = (await siteManifests({ fleet, file, warn: () => undefined })).get('mec-1') ?? [];
  });

  test("are the operator's, unmodified but for the services that the agent watches", () => {
    const applied = new Map(all(files).map((object) => [keyOf(object), object]));
    const changed = written('mec-1').filter((object) => JSON.stringify(applied.get(keyOf(object))) !== JSON.stringify(object));
    expect(changed.map(keyOf)).toEqual(['ConfigMap anycast-agent/failover-agent']);
  });

  test("have the lab's own service, MetalLB, and an agent that watches both services and may", () => {
    const keys = all(files).map(keyOf);
    expect(keys).toEqual(expect.arrayContaining([`Service ${probeService}/${probeService}`, 'DaemonSet metallb-system/speaker']));
    expect(keys).toContain(`Role ${probeService}/failover-agent`);
    const configuration = all(files).find((object) => keyOf(object) === 'ConfigMap anycast-agent/failover-agent');
    const { services } = JSON.parse((configuration as never as { data: Record<string, string> }).data['agent.json'] ?? '') as {
      services: { name: string }[];
    };
    expect(services.map(({ name }) => name)).toEqual(['sensors', probeService]);
  });
});

test("take no service for the lab's own by the beginning of its name", async () => {
  const own = Fleet.load(file).description;
  const services = { ...own.services, 'lab-results': { vip: '11.11.11.12', workload: { image: 'registry.example/results:1' } } };
  const { fleet: more } = labFleet(Fleet.from({ ...own, services }), { mpls: false });
  // The program of the example makes no such service, and nobody makes it for it.
  const keys = all((await siteManifests({ fleet: more, file, warn: () => undefined })).get('mec-1') ?? []).map(keyOf);
  expect(keys).toContain(`Service ${probeService}/${probeService}`);
  expect(keys).not.toContain('Service lab-results/lab-results');
});

test("no agent checks a certificate, neither an operator's program's nor the library's", async () => {
  const ports = join(__dirname, '../../../examples/ports/fleet.yaml');
  const own = labFleet(Fleet.load(ports), { mpls: false }).fleet;
  for (const source of [{ fleet: own, file: ports }, { fleet: own }]) {
    const files = (await siteManifests({ ...source, warn: () => undefined })).get('mec-1') ?? [];
    const text = JSON.stringify(all(files).find((object) => keyOf(object) === 'ConfigMap anycast-agent/failover-agent'));
    expect(text.match(/serverName/g)).toHaveLength(2);
    expect(text.match(/\\"verify\\": false/g)).toHaveLength(2);
  }
});

describe("MetalLB's own manifest", () => {
  const dualHomed = Fleet.load(join(__dirname, '../../../examples/dual-homed/fleet.yaml'));
  const withMode = (mode: 'native' | 'frr' | 'frr-k8s') => {
    const { description } = labFleet(dualHomed, { sites: ['mec-1'], mpls: false }).fleet;
    const sites = { 'mec-1': { ...description.sites['mec-1']!, metallb: { mode } } };
    const services = { sensors: description.services!['sensors']! };
    return Fleet.from({ ...description, sites, services });
  };
  const containersOf = async (mode: 'native' | 'frr') => {
    const files = (await siteManifests({ fleet: withMode(mode), warn: () => undefined })).get('mec-1') ?? [];
    const speaker = all(files).find((object) => keyOf(object) === 'DaemonSet metallb-system/speaker') as never as {
      spec: { template: { spec: { containers: { name: string }[] } } };
    };
    return speaker.spec.template.spec.containers.map(({ name }) => name).sort();
  };

  test('is that of the mode of the site', async () => {
    await expect(containersOf('native')).resolves.toEqual(['speaker']);
    await expect(containersOf('frr')).resolves.toEqual(['frr', 'frr-metrics', 'reloader', 'speaker']);
  });

  test('is refused for a mode that no cluster of the lab runs', async () => {
    await expect(siteManifests({ fleet: withMode('frr-k8s'), warn: () => undefined })).rejects.toThrow(
      'metallb.mode of mec-1: frr-k8s; level cluster runs native and frr',
    );
  });
});
