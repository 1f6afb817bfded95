import type { Fleet } from '../../../lib/fleet';
import type { Dialect } from '../../../lib/fleet/model';
import { routersOf } from '../../../lib/routers/model/derive';
import type { RouterModel } from '../../../lib/routers/model/router-model';
import type { RouterFile } from '../../../lib/routers/dialects/router-file';
import { renderRouter } from '../../../lib/routers/render';
import type { SecretResolver } from '../../../lib/routers/secrets';

/** A router as it is generated. */
export interface GeneratedRouter {
  readonly model: RouterModel;
  readonly files: readonly RouterFile[];
}

/**
 * The files of every router of a fleet.
 *
 * @param dialect renders all in this dialect. @default - each in its own. Routers that speak LDP are left out for BIRD, which
 * does not have it: a rule refuses such a fleet before
 */
export function generate(fleet: Fleet, secrets: SecretResolver, dialect?: Dialect): GeneratedRouter[] {
  return routersOf(fleet)
    .filter((model) => dialect !== 'bird' || !model.ldp)
    .map((own) => {
      const model = dialect ? { ...own, dialect } : own;
      return { model, files: renderRouter(model, secrets) };
    });
}
