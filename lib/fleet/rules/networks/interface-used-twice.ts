import { keysOf, valueAt } from '../../findings/paths';
import type { DerivedModel } from '../../model';
import type { Rule } from '../rule';

/** Every interface of a router has a name of its own. */
export const interfaceUsedTwice: Rule = {
  id: 'interface-used-twice',
  severity: 'error',
  title: 'Every interface of a router has a name of its own.',
  explanation:
    'Names that are not given are made: `hosts0`, `clients0`, `uplink0` on a border, `mec-1-u0`, `to-pe-2` and `ix-ixp` in a network. Two interfaces of one name would be configured as one.',
  allowed: 'a name that no other interface of the router has',
  remedy: 'Give one of the two another name.',
  acknowledgeable: false,
  *check(fleet) {
    const owners = new Map<string, Interface>();
    for (const entry of interfacesOf(fleet)) {
      const key = `${entry.router} ${entry.name}`;
      const before = owners.get(key);
      owners.set(key, before ?? entry);
      if (!before) continue;
      // Rather the name that the operator gave than the one that we made.
      const [wrong, other] = isGiven(fleet, entry) || !isGiven(fleet, before) ? [entry, before] : [before, entry];
      yield {
        path: wrong.path,
        value: entry.name,
        message: `${entry.router} has the interface ${entry.name} twice: for ${wrong.what}, and for ${other.what}.`,
        remedy: isGiven(fleet, wrong)
          ? `Give another name at ${wrong.path}.`
          : `Rename ${wrong.what} or ${other.what}: their names make it.`,
      };
    }
  },
};

interface Interface {
  readonly router: string;
  readonly name: string;
  readonly what: string;
  /** Where its name is, or could be, given. */
  readonly path: string;
}

function isGiven({ description }: DerivedModel, { path }: Interface): boolean {
  return typeof valueAt(description, keysOf(path)) === 'string';
}

function* interfacesOf(fleet: DerivedModel): Generator<Interface> {
  for (const site of fleet.sites) {
    for (const { fullName, path, lanInterface } of site.borders) {
      yield { router: fullName, name: lanInterface, what: 'the host network', path: `${path}.lanInterface` };
      for (const client of site.clients)
        yield { router: fullName, name: client.interface, what: `the client network ${client.name}`, path: client.path };
    }
    for (const { border, pe, borderInterface, peInterface, path } of site.uplinks) {
      const what = `the uplink to ${pe.fullName}`;
      yield { router: border.fullName, name: borderInterface, what, path: `${path}.interface` };
      yield { router: pe.fullName, name: peInterface, what: `the site ${site.name}`, path };
    }
  }
  for (const { ends, path } of fleet.networks.flatMap((network) => network.links)) {
    // A link with itself is told as that.
    if (ends[0].router === ends[1].router) continue;
    for (const [side, { router, interface: name }] of ends.entries())
      yield {
        router: router.fullName,
        name,
        what: `the link to ${ends[1 - side]?.router.fullName ?? ''}`,
        path: `${path}.interfaces[${side}]`,
      };
  }
  for (const { name: exchange, members, path } of fleet.exchanges)
    // A member that stands twice is told as that.
    for (const [router, name] of new Map(members.map((member) => [member.router, member.interface])))
      yield { router: router.fullName, name, what: `the exchange ${exchange}`, path };
}
