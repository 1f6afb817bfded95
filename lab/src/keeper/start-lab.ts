import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { dirname, join } from 'node:path';
import { Fleet } from 'anycast-mec';
import type { FleetState } from 'anycast-mec';
import { AnswerWatch } from '../expectations/answers';
import type { Expectation } from '../model/expectation';
import { gatewaysExpectation } from '../expectations/gateways';
import { allHold } from '../expectations/hold';
import { bestPathExpectation, bfdExpectation, fibExpectation, sessionsExpectation } from '../expectations/routing';
import { measurableOf } from '../experiments/measurable';
import { LabFaultDesk } from '../faults/desk';
import { LabNetwork } from '../network/lab-network';
import { buildTopology } from '../network/topology';
import { settleOspf } from '../routers/ospf-start';
import { startRouters } from '../routers/start';
import { servicePrograms } from '../services/programs';
import { labFleet, labSecrets } from '../model/lab-fleet';
import { phase } from '../model/progress';
import type { Progress } from '../model/progress';
import { publishedBeside } from '../model/published';
import type { LabRequest } from './request';
import type { RunningLab } from '../model/running-lab';
import { siteRuntimes } from './site-runtimes';

/**
 * Starts a lab: namespaces and links, routers and hosts, then waits until everything is as the fleet predicts.
 *
 * @param folder folder for the folders of nodes, in a file system of the lab's own
 * @throws Error of what could not be started; UnmetError with the difference if it does not become ready
 */
export async function startLab(request: LabRequest, folder: string, progress: Progress): Promise<RunningLab> {
  const { described, fleet, notes } = await phase(progress, 'fleet', () => {
    const loaded = Fleet.load(request.fleetFile);
    const made = labFleet(loaded, {
      mpls: request.mpls,
      probe: request.bare !== true,
      ...(request.sites && { sites: request.sites }),
      ...(request.border && { border: request.border }),
      ...(request.backbone && { backbone: request.backbone }),
      ...(request.bfd && { bfd: request.bfd }),
      ...(request.backboneBfd && { backboneBfd: request.backboneBfd }),
    });
    return Promise.resolve({ described: loaded, ...made });
  });
  const published = publishedBeside(request.fleetFile, measurableOf(described));
  const allNotes = [...request.notes, ...notes];
  for (const detail of allNotes) progress({ phase: 'fleet', state: 'note', detail });
  const invented: string[] = [];
  const secrets = labSecrets(dirname(request.fleetFile), (reference) => invented.push(reference));

  const programs = await servicePrograms(fleet);
  const network = new LabNetwork({ folder, delay: request.delay });
  const { clients } = await phase(progress, 'network', async () => {
    const built = await buildTopology(network, fleet);
    if (request.delay === 'delay-line') await network.startDelayLine(request.delayProgram ?? 'delay-line');
    return built;
  });

  const clusterFolder = join(dirname(folder), 'clusters');
  const { sites, inside, clusters } = await siteRuntimes(request, fleet, network, secrets, programs, clusterFolder);
  const starting = (async () => {
    // As many at a time as there are processors: clusters that all start at once keep each other from answering in time, and try again.
    const turn = pLimit(availableParallelism());
    if (clusters) await Promise.all([...sites.values()].map((site) => turn(() => site.start(progress))));
  })();
  starting.catch(() => undefined);
  const routers = await phase(progress, 'routers', () => startRouters(network, fleet, secrets));
  if (!clusters) {
    // Quiet about each: they are all the same here.
    await phase(progress, 'hosts', () => Promise.all([...sites.values()].map((site) => site.start(() => undefined))));
  }
  await starting;
  if (clusters) allNotes.push(...clusters.notes);
  if (invented.length) allNotes.push(`secrets made up for this lab: ${invented.join(', ')}`);

  const faults: LabFaultDesk = new LabFaultDesk(() => lab, inside);
  const lab: RunningLab = {
    name: request.name,
    fleet,
    level: request.level,
    ...(clusters && !request.bare && { agent: request.agent ?? true }),
    published,
    delay: request.delay,
    network,
    routers,
    sites,
    clients,
    faults,
    programs,
    // Each host says which images hold something else than their names say.
    notes: [...new Set(allNotes)],
    expectations: (state) => routingExpectations(lab, state),
  };
  // Nothing is announced yet, so nothing is as the fleet predicts.
  if (request.bare) {
    await settleOspf(routers.values());
    return lab;
  }
  const answers = new AnswerWatch(fleet, clients, programs);
  try {
    const end = performance.now() + request.readyMs;
    await allHold(lab.expectations(), request.readyMs, progress);
    await settleOspf(routers.values());
    await allHold([answers], end - performance.now(), progress);
  } finally {
    answers.close();
  }
  return lab;
}

function routingExpectations({ fleet, routers, sites }: RunningLab, state?: FleetState): Expectation[] {
  const prediction = fleet.predict(state);
  return [
    ...[...sites.values()].flatMap((site) => site.expectations()),
    gatewaysExpectation(fleet, routers),
    sessionsExpectation(fleet, routers, prediction),
    bfdExpectation(fleet, routers),
    bestPathExpectation(fleet, routers, prediction),
    fibExpectation(fleet, routers, prediction),
  ];
}
