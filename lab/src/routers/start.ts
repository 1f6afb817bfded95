import { renderRouters } from 'anycast-mec';
import type { Fleet, SecretResolver } from 'anycast-mec';
import type { LabNetwork } from '../network/lab-network';
import { BirdRouter } from './bird';
import { FrrRouter } from './frr';
import { fastOspf } from './ospf-start';
import type { RunningRouter } from './running-router';

/**
 * Makes the routers of a fleet from their generated files and starts them, all at the same time; OSPF with what makes it fast, which
 * `settleOspf` takes back.
 *
 * @throws Error with what a daemon refused
 */
export async function startRouters(
  network: LabNetwork,
  fleet: Fleet,
  secrets: SecretResolver,
): Promise<ReadonlyMap<string, RunningRouter>> {
  const routers = renderRouters(fleet, { secrets }).map((rendered) => {
    const node = network.find(rendered.fullName);
    if (rendered.dialect === 'bird') return new BirdRouter(node, rendered.files);
    const router = new FrrRouter(node, rendered.files);
    router.additions = fastOspf;
    return router;
  });
  await Promise.all(routers.map((router) => router.boot()));
  return new Map(routers.map((router) => [router.name, router]));
}
