import { agentBytes, configMapLimitBytes } from '../../derive/agent-bytes';
import type { Rule } from '../rule';

/** The services of a site fit the configuration of its failover agent. */
export const agentConfigurationTooBig: Rule = {
  id: 'agent-configuration-too-big',
  severity: 'error',
  title: 'The services of a site fit the configuration of its failover agent.',
  explanation:
    'The agent reads its services from a ConfigMap, and the API server takes none with more than 1 MiB (Kubernetes, `ValidateConfigMap`). A service takes some 500 bytes of it.',
  allowed: 'services that take at most 1 MiB in all: some 2,000',
  remedy: 'Serve fewer at this site (`sites` of a service), or give several ports to one service.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      const bytes = agentBytes(site);
      if (bytes <= configMapLimitBytes) continue;
      yield {
        path: site.path,
        value: `${site.services.length} services`,
        message: `The ${site.services.length} services of ${site.name} take up to ${bytes} bytes in the configuration of its failover agent.`,
      };
    }
  },
};
