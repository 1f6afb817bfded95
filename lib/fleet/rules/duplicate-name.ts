import type { Rule } from './rule';

/** Names are unique where they must be. */
export const duplicateName: Rule = {
  id: 'duplicate-name',
  severity: 'error',
  title: 'Names are unique where they must be.',
  explanation: 'Sites and networks own output folders by name; hosts and client networks are told apart by name.',
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
    const clients = new Map<string, string>();
    for (const site of fleet.sites) {
      const hosts = new Set<string>();
      for (const host of site.hosts) {
        if (hosts.has(host.name))
          yield { path: host.path, value: host.name, message: `${site.name} has two hosts named '${host.name}'.` };
        hosts.add(host.name);
      }
      for (const client of site.clients) {
        const at = clients.get(client.name);
        if (at !== undefined)
          yield { path: client.path, value: client.name, message: `The client network '${client.name}' hangs on ${at} already.` };
        clients.set(client.name, site.name);
      }
    }
  },
};
