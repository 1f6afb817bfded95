import * as fc from 'fast-check';
import { App, Chart } from 'cdk8s';
import { manifestsOf, MecCluster, standardSite } from '../../lib/constructs';
import { Fleet } from '../../lib/fleet';
import { isOpenError } from '../../lib/fleet/examine';
import * as brownfield from '../../examples/brownfield/mec';
import * as dualHomed from '../../examples/dual-homed/mec';
import * as metro from '../../examples/metro/mec';
import * as minimal from '../../examples/minimal/mec';
import * as thesisTestbed from '../../examples/thesis-testbed/mec';
import { RealControlPlane } from '../pulumi/engine/control-plane';
import { defineMetalLB } from '../pulumi/engine/metallb-definitions';
import { describeApiServer } from '../pulumi/engine/requirements';
import { ApiError } from '../pulumi/stand-in-provider/cluster';
import type { PlainObject } from '../pulumi/stand-in-provider/cluster';
import { oddServices } from './odd-services';

/** Waiting for a busy machine is no failure. */
const patience = 600_000;
/** Accepted fleets that are tried, and how many are drawn for each. */
const fleets = 12;
const drawn = 20;
/** Fewest objects of a site: where pods and MetalLB are there already, a namespace, peering and a Service remain. */
const minimumObjects = 5;
/** Requests at a time. */
const asked = 8;
/** HTTP status where an object of the name is there. */
const alreadyThere = 409;

const examples = { brownfield, dualHomed, metro, minimal, thesisTestbed };

type Program = (mec: MecCluster) => void;

/** What a program makes of a site, every object as its manifest has it. */
function objectsOf(fleet: Fleet, site: string, program: Program): PlainObject[] {
  const chart = new Chart(new App(), 'site');
  program(new MecCluster(chart, 'mec', { fleet, site: fleet.site(site) }));
  return manifestsOf(chart).flatMap((file) => file.objects as PlainObject[]);
}

/** One site of each kind, as the sites of a kind differ in values only. */
const sitesOf = (fleet: Fleet): string[] => [...new Map(fleet.sites.map(({ kind, name }) => [kind, name])).values()];

describeApiServer('what check takes, the API server takes', ({ program }) => {
  const plane = new RealControlPlane('checked', program);

  beforeAll(async () => {
    await plane.start();
    await defineMetalLB(plane.cluster);
  }, patience);
  afterAll(() => plane.stop(), patience);

  /** What the API server has against an object; undefined: nothing. */
  async function refusal(object: PlainObject, query: string): Promise<string | undefined> {
    const path = await plane.cluster.pathOf(object);
    const what = `${object['kind']} ${object['metadata'].namespace ?? ''}/${object['metadata'].name}`;
    if (!path) return `${what}: there is no such kind`;
    try {
      await plane.cluster.call('POST', `${path.collection}?fieldValidation=Strict${query}`, object);
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return error.status === alreadyThere ? undefined : `${what}: ${error.message}`;
    }
  }

  /** Asks for all of them, some at a time. */
  async function refusals(objects: readonly PlainObject[]): Promise<string[]> {
    // A namespace that a site does not make belongs to the operator, whose pods are there already.
    const namespaces = new Set(objects.flatMap(({ metadata }) => (metadata.namespace as string | undefined) ?? []));
    for (const name of namespaces) await refusal({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, '');
    const said: string[] = [];
    for (let from = 0; from < objects.length; from += asked) {
      const answers = await Promise.all(objects.slice(from, from + asked).map((object) => refusal(object, '&dryRun=All')));
      said.push(...answers.filter((answer) => answer !== undefined));
    }
    return said;
  }

  test.each(Object.entries(examples))(
    'of the example %s',
    async (_, { fleet, site }) => {
      const objects = sitesOf(fleet).flatMap((name) => objectsOf(fleet, name, site));
      expect(await refusals(objects)).toEqual([]);
      expect(objects.length).toBeGreaterThan(sitesOf(fleet).length * minimumObjects);
    },
    patience,
  );

  test(
    'of random fleets with odd services',
    async () => {
      const seed = Date.now();
      let objects = 0;
      // Most odd services are refused, by check, which is not the question here.
      const accepted = fc
        .sample(oddServices, { numRuns: fleets * drawn, seed })
        .filter((description) => !Fleet.examine(description).findings.some(isOpenError))
        .slice(0, fleets);
      expect(accepted).toHaveLength(fleets);
      for (const description of accepted) {
        const fleet = Fleet.from(description as Parameters<typeof Fleet.from>[0]);
        for (const name of sitesOf(fleet)) {
          const made = objectsOf(fleet, name, standardSite);
          expect({ seed, description, refused: await refusals(made) }).toEqual({ seed, description, refused: [] });
          objects += made.length;
        }
      }
      expect(objects).toBeGreaterThan(fleets * 10);
    },
    patience,
  );

  test(
    'and a refused object is told',
    async () => {
      const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', namespace: 'default' }, spec: { ports: [] } };
      expect(await refusals([service])).toEqual([expect.stringMatching(/^Service default\/x: .*spec\.ports/)]);
    },
    patience,
  );
});
