import type { FleetModel } from '../fleet/model';
import { placeholderSecrets, renderRouters } from '../routers';

/**
 * The router files of one site or network, by `router/file`, for a snapshot test. Passwords are replaced by the names of their
 * references; the files split by daemon are left out, as they say the same as the integrated ones.
 *
 * @param owner name of the site or network
 */
export function routerSnapshot(fleet: FleetModel, owner: string): Record<string, string> {
  const routers = renderRouters(fleet, { secrets: placeholderSecrets, only: (name) => name === owner });
  const files = routers.flatMap((router) =>
    router.files.map(({ path, content }) => [`${router.name}/${path}`, content] as const),
  );
  return Object.fromEntries(files.filter(([path]) => !path.includes('/split/')));
}
