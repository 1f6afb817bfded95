import type { Site } from '../../model';
import type { Rule } from '../rule';

/** Names are unique where they must be. */
export const duplicateName: Rule = {
  id: 'duplicate-name',
  severity: 'error',
  title: 'Names are unique where they must be.',
  explanation:
    'Sites and networks own output folders by name; hosts and border routers of a site, Kubernetes nodes and client networks are told apart by name.',
  allowed: 'a name of its own',
  remedy: 'Rename one of them.',
  acknowledgeable: false,
  *check(fleet) {
    const owners = new Set(fleet.sites.map((site) => site.name));
    for (const other of [...fleet.networks, ...fleet.exchanges]) {
      if (owners.has(other.name))
        yield {
          path: other.path,
          value: other.name,
          message: `'${other.name}' names two things: what stands at ${other.path}, and a site or network before it.`,
        };
      owners.add(other.name);
    }
    for (const site of fleet.sites) {
      const nodes = site.hosts.map(({ nodeName, path }) => ({ name: nodeName, path: `${path}.nodeName` }));
      const inside = { host: site.hosts, 'client network': site.clients, ...(namesDiffer(site) && { node: nodes }) };
      for (const [what, members] of Object.entries(inside)) {
        const seen = new Set<string>();
        for (const { name, path } of members) {
          if (seen.has(name)) yield { path, value: name, message: `${site.name} has two of the name '${name}', each a ${what}.` };
          seen.add(name);
        }
      }
      const borders = new Set(site.borders.map(({ name }) => name));
      for (const { name, fullName, path } of site.hosts)
        if (borders.has(name))
          yield { path, value: name, message: `'${fullName}' names two things: a host, and a border router.` };
    }
  },
};

/** Whether nodes are called otherwise than their hosts: else what is wrong with one is wrong with the other. */
function namesDiffer({ hosts }: Site): boolean {
  return hosts.some(({ name, nodeName }) => name !== nodeName);
}
