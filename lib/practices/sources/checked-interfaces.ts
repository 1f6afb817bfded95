import type { RouterInterface } from '../../routers/model/router-model';
import type { Place, Seen } from '../practice';

/** The interfaces of a purpose, and whether the sources of what enters there are held against what is behind them. */
export function* checkedInterfaces({ routers }: Seen, purpose: RouterInterface['purpose']): Generator<Place> {
  for (const { fullName, interfaces } of routers) {
    for (const entry of interfaces) {
      if (entry.purpose !== purpose) continue;
      const where = `${fullName}, interface ${entry.name} (${entry.description})`;
      yield { where, ...(!holdsSources(entry) && { lack: 'sources are not held against what is behind it' }) };
    }
  }
}

/**
 * Whether the packet filter drops what comes from another source: by the networks of a client interface, and wherever the model says of an
 * interface from which sources alone packets come in.
 */
function holdsSources(entry: RouterInterface): boolean {
  return (entry.purpose === 'clients' && entry.addresses.length > 0) || ('sources' in entry && entry.sources !== undefined);
}
