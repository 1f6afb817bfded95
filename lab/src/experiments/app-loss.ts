import type { FailureKind } from 'anycast-mec/contract';
import type { Cell, Experiment } from '../measure/cell';
import { servingHost } from '../measure/serving-host';
import { agentPartMs } from './agent-part';
import { phaseSpan, placeIn, serviceIn, siteAt } from './place';

/** The application alone fails, and everything below it goes on: what the failover agent is for. */
export const appLoss: Experiment = {
  name: 'app-loss',
  title: 'The application fails',
  question: 'How long are clients without answer when the application is killed or hangs, at one host or in the whole site?',
  // Elsewhere an application can be killed, too, and nobody would move its clients.
  ofCluster: true,
  cells({ fleet, sites }) {
    const { client, site, order } = placeIn(fleet);
    const service = serviceIn(fleet);
    const agent = sites?.get(site.name)?.agent?.();
    const common = { client, setUp: [], first: site.name, phaseSpanMs: phaseSpan(site.bfd) };
    const ofSite = { ...common, after: 'other-site', next: siteAt(order, 1) } as const;
    // Where no agent acts, nobody moves the clients, and the fleet has no budget for that.
    const moved = (failure: FailureKind): Pick<Cell, 'budget'> => {
      const agentMs = agentPartMs(agent, service, failure);
      return agentMs === undefined ? {} : { budget: { site: site.name, case: 'drain', agentMs } };
    };
    const cells: Cell[] = [
      {
        ...ofSite,
        ...moved('killed'),
        name: 'killed',
        title: `the application in ${site.name} is killed`,
        faults: [{ verb: 'app-kill', target: `${site.name}/${service}` }],
      },
      {
        ...ofSite,
        ...moved('hung'),
        name: 'hung',
        title: `the application in ${site.name} hangs`,
        faults: [{ verb: 'app-hang', target: `${site.name}/${service}` }],
      },
    ];
    if (site.hosts.length < 2) return cells;
    const oneHost: Cell = {
      ...common,
      after: 'other-host',
      flows: true,
      name: 'one-killed',
      title: `the application of the serving host of ${site.hosts.length} in ${site.name} is killed`,
      faults: [{ verb: 'app-kill', target: `${servingHost}/${service}` }],
    };
    return [...cells, oneHost];
  },
};
