import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import { hasVirtualGateway } from '../../fleet/model';
import type { InterfaceAddress, Site } from '../../fleet/model';
import { siteSessions } from '../../fleet/sessions/sessions';
import { chosenSites } from '../../synth/site-choice';
import type { ExitCode } from '../command';
import { fleetFile } from '../fleet-file';
import { heading, tableOf } from '../terminal';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

interface Options {
  readonly site?: string[];
  readonly depth: number;
  readonly json?: true;
}

/** How many sites an order of preference names unless more are asked for: as many as an operator looks at, and one more. */
const usualDepth = 10;

/** `show`: what was derived, as tables or JSON. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .option('--site <name...>', 'these sites only')
    .option('--depth <sites>', "how many sites to name in an order of preference, or 'all'", depthOf, usualDepth)
    .option('--json', 'as JSON');
  return (path: string, options: Options): ExitCode => {
    const fleet = Fleet.load(fleetFile(path));
    const chosen = chosenSites(fleet, options.site);
    const sites = fleet.sites.filter(({ name }) => chosen?.has(name) ?? true);
    const shown = viewOf(fleet, sites, options.depth);
    terminal.out(options.json ? JSON.stringify(shown, undefined, 2) : text(shown, terminal));
    return 0;
  };
}

function depthOf(text: string): number {
  if (text === 'all') return Infinity;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--depth takes a number of sites from 1 on, or 'all', not '${text}'`);
}

type View = ReturnType<typeof viewOf>;

function viewOf(fleet: Fleet, sites: readonly Site[], depth: number) {
  const names = new Set(sites.map(({ name }) => name));
  const whole = sites.length === fleet.sites.length;
  return {
    fleet: fleet.name,
    addresses: sites.flatMap(addressesOf),
    sessions: whole ? fleet.sessions : sites.flatMap(siteSessions),
    preferences: fleet.services.map((service) => ({
      service: service.name,
      vips: service.vips.map(({ address }) => address),
      clients: fleet.preferences(service.name, { depth, ...(!whole && { at: names }) }),
      // An order that names as many as were asked for may go on.
      sites: service.siteNames.length,
    })),
    budgets: sites.map((site) => ({
      promiseMs: site.promiseMs,
      ...fleet.budget(site.name),
      // What the other daemon would make of the same site.
      otherBorder: fleet.budget(site.name, fleet.budget(site.name).border === 'frr' ? 'bird' : 'frr'),
    })),
  };
}

const withLength = ({ address, prefix }: InterfaceAddress) => `${address}/${String(prefix).split('/')[1]}`;
const bare = ({ address }: InterfaceAddress) => address;

function addressesOf(site: Site) {
  const row = (what: string, name: string, addresses: readonly string[]) => ({
    site: site.name,
    as: site.as,
    what,
    name,
    addresses,
  });
  return [
    row('host network', 'lan', site.lan.map(String)),
    row(gatewayWord(site), 'lan', site.gateway.map(bare)),
    ...site.borders.map((border) => row('border', border.name, [...border.loopbacks.map(bare), ...border.lan.map(withLength)])),
    ...site.uplinks.map((uplink) =>
      row('uplink', `${uplink.border.name} to ${uplink.pe.fullName}`, uplink.borderAddresses.map(withLength)),
    ),
    ...site.hosts.map(({ name, nodeName, addresses }) =>
      row('host', nodeName === name ? name : `${name} (node ${nodeName})`, addresses.map(withLength)),
    ),
    ...site.clients.flatMap((client) => [
      row('clients', client.name, client.prefixes.map(String)),
      row(gatewayWord(site), client.name, client.gateway.map(bare)),
    ]),
  ];
}

const gatewayWord = (site: Site) => (hasVirtualGateway(site) ? 'virtual gateway' : 'gateway');

function text(view: View, terminal: Terminal): string {
  const part = (title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
    rows.length ? `${heading(title, terminal)}\n${tableOf(head, rows, terminal)}` : `${heading(title, terminal)}: none`;
  return [
    part(
      'Addresses',
      ['site', 'AS', 'what', 'name', 'addresses'],
      view.addresses.map(({ site, as, what, name, addresses }) => [site, as, what, name, addresses.join('\n')]),
    ),
    part(
      'BGP sessions',
      ['kind', 'from', 'AS', 'address', 'to', 'AS', 'address', 'hold', 'BFD', 'MD5', 'GTSM'],
      view.sessions.map(({ kind, ends: [a, b], timers, bfd, password, gtsm }) => [
        kind,
        ...[a.router, a.as, a.address, b.router, b.as, b.address, `${timers.holdMs / 1000} s`],
        bfd ? `${bfd.intervalMs} ms x ${bfd.multiplier}` : '-',
        password ? 'yes' : '-',
        gtsm ? 'yes' : '-',
      ]),
    ),
    ...view.preferences.map(({ service, vips, clients, sites }) =>
      part(
        `Order of preference of ${service} (${vips.join(', ')})${firstOf(clients, sites)}`,
        ['clients', 'order', 'site', 'AS path', 'routers', 'round trip'],
        clients.flatMap(({ client, family, order }) =>
          order.map(({ site, asPath, hops, roundTripMs }, place) => [
            ...[
              place ? '' : `${client}${family ? ` IPv${family}` : ''}`,
              place + 1,
              site,
              asPath.join(' '),
              hops.length,
              `${roundTripMs} ms`,
            ],
          ]),
        ),
      ),
    ),
    part(
      'Failover budget (upper bounds, without link delays and application)',
      ['site', 'case', 'phases', 'converged', 'outage', 'converged with the other border'],
      view.budgets.flatMap(({ site, border, cases, promiseMs, otherBorder }) =>
        cases.map((entry, index) => [
          index ? '' : `${site}\n${border} border${promiseMs === undefined ? '' : `\npromise ${promiseMs} ms`}`,
          entry.case,
          entry.phases.map(({ name, ms }) => `${name}: ${ms} ms`).join('\n'),
          `${entry.convergedMs} ms`,
          `${entry.outageMs} ms`,
          `${otherBorder.cases[index]?.convergedMs ?? '-'} ms (${otherBorder.border})`,
        ]),
      ),
    ),
  ].join('\n\n');
}

/** Tells how much of the orders is shown, where it is not all. */
function firstOf(clients: View['preferences'][number]['clients'], sites: number): string {
  const longest = Math.max(0, ...clients.map(({ order }) => order.length));
  return longest > 0 && longest < sites ? `, the first ${longest} of ${sites} sites` : '';
}
