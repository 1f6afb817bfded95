import { renderRouters } from 'anycast-mec';
import type { Fleet, SecretResolver } from 'anycast-mec';
import type { LabNetwork } from '../network/lab-network';
import { BirdRouter } from './bird';
import { FrrRouter } from './frr';
import type { RunningRouter } from './running-router';

/**
 * Makes the routers of a fleet from their generated files and starts them, all at the same time.
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
    return rendered.dialect === 'bird' ? new BirdRouter(node, rendered.files) : new FrrRouter(node, rendered.files);
  });
  await Promise.all(routers.map((router) => router.boot()));
  return new Map(routers.map((router) => [router.name, router]));
}
