import type { Fleet, FleetState, Site } from 'anycast-mec';
import { hasVirtualGateway } from 'anycast-mec';
import type { FaultRequest } from '../model/fault-desk';
import { probeServices } from '../model/probe-service';
import type { Cell, Experiment, Unanswered } from '../measure/cell';
import { servingHost } from '../measure/serving-host';
import { stateAfter } from '../measure/state-after';
import { phaseSpan, placeIn, serviceIn } from './place';
import type { Place } from './place';

/** How long a fault stays where nobody moves, ms: longer than any takeover. */
const holdMs = 2500;

/** What is lost, and what a client sees of it. */
interface Loss extends Pick<Cell, 'name' | 'title' | 'faults'> {
  readonly budget?: NonNullable<Cell['budget']>;
}

/** Each element of a site with several borders, and of the network before it, is lost by itself. */
export const singleLoss: Experiment = {
  name: 'single-loss',
  title: 'A single element is lost',
  question:
    'How long are clients without answer when a border, its links, a PE, an exchange, a host or a site is lost, at sites with two borders and two uplinks?',
  cells({ fleet }) {
    const place = dualHomed(fleet);
    return [...atHome(fleet, place), ...across(fleet, place), ...overExchange(fleet)];
  },
};

function dualHomed(fleet: Fleet): Place {
  const place = placeIn(fleet, 2, undefined, (site) => hasVirtualGateway(site) && site.uplinks.length > 1);
  if (place.site.hosts.length < 2) throw new Error(`${place.site.name} has one host: this experiment is for sites with several`);
  return place;
}

/** What is lost at the site that answers its own clients. */
function atHome(fleet: Fleet, { client, site }: Place): Cell[] {
  const [border] = site.borders;
  const network = site.clients.find(({ name }) => client === `${site.name}/${name}`);
  if (!border || !network) return [];
  const gateway = { site: site.name, case: 'gateway-loss' } as const;
  const cable = (name: string, title: string, interfaceName: string): Loss => {
    const target = `${border.fullName}:${interfaceName}`;
    return { name, title, faults: [{ verb: 'link-cut', target }], budget: gateway };
  };
  const losses: Loss[] = [
    {
      name: 'border',
      title: `${border.fullName}, the gateway, loses power`,
      faults: [{ verb: 'border-power-off', target: border.fullName }],
      budget: gateway,
    },
    cable('lan-link', `${border.fullName} loses its link to the hosts`, border.lanInterface),
    cable('client-link', `${border.fullName} loses its link to the clients`, network.interface),
  ];
  const host: Cell = {
    name: 'host',
    title: `the serving host of ${site.hosts.length} in ${site.name} loses power`,
    client,
    setUp: [],
    faults: [{ verb: 'host-power-off', target: servingHost }],
    first: site.name,
    after: 'other-host',
    budget: { site: site.name, case: 'host-loss' },
    phaseSpanMs: phaseSpan(site.bfd),
    everybody: { unanswered: [] },
  };
  return [...losses.map((loss) => cellOf(fleet, client, [], loss)), host];
}

/** What is lost on the way to another site that serves. */
function across(fleet: Fleet, { client, site: home }: Place): Cell[] {
  const setUp = [{ verb: 'withdraw', target: home.name }];
  const first = fleet.site(siteThen(fleet, client, setUp) ?? '');
  // Of equally long ways the uplink that is described first is taken.
  const [uplink] = home.uplinks;
  const far = farBorder(fleet, first, client, setUp);
  if (!uplink) return [];
  const name = `${uplink.border.fullName}--${uplink.pe.fullName}`;
  const here = { site: home.name, case: 'uplink-loss' } as const;
  const losses: Loss[] = [
    {
      name: 'uplink',
      title: `${home.name} loses its uplink to ${uplink.pe.fullName}`,
      faults: [{ verb: 'link-cut', target: name }],
      budget: here,
    },
    {
      name: 'pe',
      title: `${uplink.pe.fullName} loses power`,
      faults: [{ verb: 'border-power-off', target: uplink.pe.fullName }],
      budget: here,
    },
    {
      name: 'far-border',
      title: `${far}, a border of the serving site, loses power`,
      faults: [{ verb: 'border-power-off', target: far }],
      budget: { site: first.name, case: 'border-loss' },
    },
    {
      name: 'site',
      title: `${first.name}, the serving site, loses power`,
      faults: [{ verb: 'site-power-off', target: first.name }],
      budget: { site: first.name, case: 'border-loss' },
    },
  ];
  return losses.map((loss) => cellOf(fleet, client, setUp, loss));
}

/** The border of the serving site whose loss changes the way there; its first where none does. */
function farBorder(fleet: Fleet, site: Site, client: string, setUp: readonly FaultRequest[]): string {
  const used = fleet.predict(stateAfter(fleet, setUp)).bestPaths(serviceIn(fleet));
  const entered = used.find(
    ({ site: name, from }) => name === site.name && site.borders.some(({ fullName }) => fullName === from),
  );
  return entered?.from ?? site.borders[0]?.fullName ?? client;
}

/** The loss of an exchange that carries a client's requests: all sites but one are drained, and that one is beyond it. */
function overExchange(fleet: Fleet): Cell[] {
  for (const { name } of fleet.exchanges) {
    for (const only of fleet.sites) {
      const drained = fleet.sites.filter((site) => site !== only);
      const setUp = drained.map((site) => ({ verb: 'drain', target: site.name }));
      for (const site of drained) {
        for (const network of site.clients) {
          const client = `${site.name}/${network.name}`;
          if (siteThen(fleet, client, setUp) !== only.name) continue;
          const faults = [{ verb: 'exchange-loss', target: name }];
          const next = siteThen(fleet, client, [...setUp, ...faults]);
          if (next === undefined || next === only.name) continue;
          const loss: Loss = {
            name: 'exchange',
            title: `the exchange ${name} is lost`,
            faults,
          };
          return [cellOf(fleet, client, setUp, loss)];
        }
      }
    }
  }
  return [];
}

function cellOf(fleet: Fleet, client: string, setUp: readonly FaultRequest[], loss: Loss): Cell {
  const first = siteThen(fleet, client, setUp);
  const faults = [...setUp, ...loss.faults];
  const next = siteThen(fleet, client, faults);
  if (first === undefined) throw new Error(`the Fleet predicts no answer to ${client}`);
  const site = fleet.site(client.split('/')[0] ?? '');
  return {
    ...loss,
    client,
    setUp,
    first,
    phaseSpanMs: phaseSpan(site.bfd),
    everybody: { unanswered: unansweredIn(fleet, stateAfter(fleet, faults)) },
    ...(next === undefined
      ? { after: 'nobody', holdMs }
      : next === first
        ? { after: 'same', holdMs }
        : { after: 'other-site', next }),
  };
}

/** The site that answers a client while faults are there, as predicted; undefined where nobody does. */
function siteThen(fleet: Fleet, client: string, faults: readonly FaultRequest[]): string | undefined {
  const service = serviceIn(fleet);
  const [asked] = fleet.service(service).vips;
  const answers = fleet.predict(stateAfter(fleet, faults)).answers(service);
  return answers.find((answer) => answer.family === asked?.family && `${answer.at}/${answer.client}` === client)?.sites[0];
}

/** What nobody answers of the lab's own services in a state, as predicted. */
function unansweredIn(fleet: Fleet, state: FleetState): Unanswered[] {
  const prediction = fleet.predict(state);
  return probeServices(fleet)
    .flatMap(({ name }) => prediction.answers(name))
    .filter(({ sites }) => sites.length === 0)
    .map(({ at, client, family }) => ({ client: `${at}/${client}`, family }));
}
