import * as fc from 'fast-check';
import { Fleet } from '../../lib/fleet';
import type { DerivedModel } from '../../lib/fleet/model';
import { anyFleet } from './any-fleet';

type Loose = Record<string, any>;

/** One way to break a fleet: what is changed at a site, beside which other there is, and the rule that must tell. */
interface Break {
  readonly rule: string;
  readonly how: string;
  readonly apply: (fleet: Loose, site: Loose, model: DerivedModel, at: { own: number; other: number }) => void;
}

/** As many prefixes as the site has families in its host network: a plain IPv6 one beside that of IPv4. */
const lanOf = (model: DerivedModel, own: number, prefix: string) =>
  model.sites[own]?.lan.map(({ family }) => (family === 4 ? prefix : '2001:db8:77::/64'));
const first = (model: DerivedModel, site: number) => String(model.sites[site]?.lan[0] ?? '');
const base = (prefix: string) => prefix.replace(/\.0\/\d+$/, '');

const breaks: readonly Break[] = [
  {
    rule: 'networks-overlap',
    how: 'a pool in a host network',
    apply: (fleet, _, model, { other }) => void (fleet.pools.more = first(model, other)),
  },
  {
    rule: 'networks-overlap',
    how: 'the host network of another site',
    apply: (_, site, model, { own, other }) => void (site.lan = lanOf(model, own, first(model, other))),
  },
  {
    rule: 'networks-overlap',
    how: 'clients in the host network of another site',
    apply: (_, site, model, { other }) =>
      void (site.clients = [{ name: 'c', prefix: first(model, other).replace('/24', '/25') }]),
  },
  {
    rule: 'networks-overlap',
    how: 'an uplink in the host network of another site',
    apply: (_, site, model, { other }) => {
      const net = base(first(model, other));
      site.uplinks[0] = { ...site.uplinks[0], addresses: { border: `${net}.130/30`, pe: `${net}.129/30` } };
    },
  },
  {
    rule: 'networks-overlap',
    how: 'pods in the host network of another site',
    // Beside a range of IPv6, which a site that serves it must have.
    apply: (_, site, model, { other }) => void (site.pods = [first(model, other), 'fd00:10:244::/56']),
  },
  {
    rule: 'networks-overlap',
    how: 'the loopback of a router in a host network',
    apply: (fleet, _, model, { other }) =>
      void (fleet.networks.operator.routers['pe-1'] = { role: 'pe', loopback: `${base(first(model, other))}.200` }),
  },
  {
    rule: 'duplicate-address',
    how: 'a host with the address of a border',
    apply: (_, site, model, { own }) => {
      const address = model.sites[own]?.borders[0]?.lan[0]?.address;
      site.hosts = [{ name: 'a', address }, { name: 'b' }];
    },
  },
  {
    rule: 'unusable-address',
    how: 'a host with the broadcast address',
    apply: (_, site, model, { own }) =>
      void (site.hosts = [{ name: 'a', address: `${base(first(model, own))}.255` }, { name: 'b' }]),
  },
  {
    rule: 'unusable-address',
    how: 'an uplink with the network address',
    apply: (_, site) =>
      void (site.uplinks[0] = { ...site.uplinks[0], addresses: { border: '192.168.7.0/30', pe: '192.168.7.1/30' } }),
  },
  {
    rule: 'network-too-small',
    how: 'more hosts than a /28 holds',
    apply: (_, site, model, { own }) =>
      void Object.assign(site, { lan: lanOf(model, own, '192.168.7.0/28'), hosts: 5, borders: 1 }),
  },
  {
    rule: 'network-too-small',
    how: 'clients without room beside two borders',
    apply: (_, site) => void Object.assign(site, { borders: 2, clients: [{ name: 'c', prefix: '192.168.7.0/30' }] }),
  },
  {
    rule: 'unroutable-network',
    how: 'a link-local host network',
    apply: (_, site, model, { own }) => void (site.lan = lanOf(model, own, '169.254.7.0/24')),
  },
  {
    rule: 'unroutable-network',
    how: 'clients in a /31',
    apply: (_, site) => void (site.clients = [{ name: 'c', prefix: '192.168.7.0/31' }]),
  },
  {
    rule: 'interface-used-twice',
    how: 'an uplink with the name of the other',
    apply: (_, site) => site.uplinks.forEach((uplink: Loose) => Object.assign(uplink, { interface: 'eth0', border: 'border-1' })),
  },
  {
    rule: 'link-with-itself',
    how: 'a link from a router to itself',
    apply: (fleet) => fleet.networks.operator.links.push(['pe-1', 'pe-1']),
  },
  { rule: 'schema', how: 'a number beyond its bound', apply: (_, site) => void (site.hostMaxPrefix = 4_294_967_296) },
];

describe.each(breaks)('a valid fleet broken by $how', ({ rule, apply }) => {
  test(`is refused by ${rule} alone`, () => {
    fc.assert(
      fc.property(anyFleet, fc.nat(), (description, number) => {
        const { model } = Fleet.examine(description);
        if (!model) throw new Error('the fleet was valid');
        const fleet = structuredClone(description) as Loose;
        const own = number % model.sites.length;
        const site = fleet.sites[model.sites[own]?.name ?? ''] as Loose;
        apply(fleet, site, model, { own, other: (own + 1) % model.sites.length });
        const errors = Fleet.examine(fleet).findings.filter(({ severity }) => severity === 'error');
        expect([...new Set(errors.map((finding) => finding.rule))]).toEqual([rule]);
      }),
      { numRuns: 15 },
    );
  });
});
