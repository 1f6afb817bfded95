import type { Fleet } from 'anycast-mec';
import { ComponentError, componentSet } from '../components';
import type { ComponentName } from '../components';
import { spokenAt } from './spoken';
import type { Spoken } from './spoken';

/** Programs that answer and ask in the protocols that Node.js does not speak. Where a fleet has none of them both are absent. */
export interface ServicePrograms {
  /** Path of the sample application. */
  readonly application?: string;
  /** Path of the sample client. */
  readonly client?: string;
}

/** What the lab's responder answers and its probes ask by themselves. */
export const native: ReadonlySet<Spoken> = new Set<Spoken>(['echo', 'http']);

/**
 * The programs that the services of a fleet need.
 *
 * @throws ComponentError if one is missing, with the remedy
 */
export async function servicePrograms(fleet: Fleet): Promise<ServicePrograms> {
  const foreign = fleet.services.flatMap((service) => service.ports.map((port) => spokenAt(service, port)));
  const needed = [...new Set(foreign)].filter((spoken) => !native.has(spoken));
  if (!needed.length) return {};
  const components = await componentSet();
  const program = (name: ComponentName): string => {
    const path = components.have.get(name);
    if (path === undefined) throw new ComponentError(`${needed.join(', ')}: ${name} is ${components.reason ?? 'missing'}`);
    return path;
  };
  return { application: program('sample-application'), client: program('sample-client') };
}
