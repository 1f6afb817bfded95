import { Fleet } from '../../../lib';
import { expectedAnswers } from '../../../lab/src/expectations/expected-answers';

/** A near site whose uplink has the families that are given, a far one of both, and a client network of its own at the near one. */
function fleet(uplink: object, client: object) {
  return Fleet.from({
    name: 'families',
    pools: { apps: ['203.0.113.0/28', '2001:db8:a::/64'] },
    plan: {
      links: ['10.0.0.0/20', 'fd00:1::/48'],
      loopbacks: ['10.0.16.0/24', 'fd00:2::/48'],
      hosts: ['10.1.0.0/16', 'fd00:3::/48'],
    },
    networks: { isp: { as: 64500, routers: { 'pe-1': 'pe', 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] } },
    defaults: { metallb: { mode: 'frr' } },
    sites: {
      'mec-1': { as: 64701, uplinks: [{ to: 'isp/pe-1', ...uplink }], clients: [{ name: 'ran', ...client }] },
      'mec-2': { as: 64702, uplinks: ['isp/pe-2'] },
    },
    acknowledge: ['services.far', 'sites'].map((at) => ({ rule: 'site-loss-leaves-no-path', at, reason: 'of the test' })),
    services: {
      web: {
        vip: ['203.0.113.1', '2001:db8:a::1'],
        selector: { app: 'web' },
        ports: [{ port: 443 }, { port: 443, protocol: 'UDP', health: { quic: {} } }],
      },
      far: { vip: ['203.0.113.2', '2001:db8:a::2'], selector: { app: 'far' }, sites: ['mec-2'], namespace: 'web' },
    },
  });
}

const asked = (...given: Parameters<typeof fleet>) =>
  expectedAnswers(fleet(...given)).map(
    ({ client, service, vip, port, sites }) =>
      `${client} ${service.name} ${vip.address} ${port.port}/${port.protocol}: ${sites.join()}`,
  );
const both = { prefix: ['10.2.0.0/24', 'fd00:4::/64'] };

describe('a client network of the lab', () => {
  test('is answered at every VIP and port', () => {
    expect(asked({}, both).sort()).toEqual([
      'mec-1/ran far 2001:db8:a::2 80/TCP: mec-2',
      'mec-1/ran far 203.0.113.2 80/TCP: mec-2',
      'mec-1/ran web 2001:db8:a::1 443/TCP: mec-1',
      'mec-1/ran web 2001:db8:a::1 443/UDP: mec-1',
      'mec-1/ran web 203.0.113.1 443/TCP: mec-1',
      'mec-1/ran web 203.0.113.1 443/UDP: mec-1',
    ]);
  });

  test('is not asked to reach a VIP of a family that it does not have', () => {
    const addresses = asked({}, { prefix: '10.2.0.0/24' }).filter((line) => line.includes('2001:'));
    expect(addresses).toEqual([]);
  });

  test('nor one that no path of that family leads to', () => {
    const ipv4Uplink = { addresses: { border: '10.3.0.1/30', pe: '10.3.0.2/30' } };
    const far = asked(ipv4Uplink, both).filter((line) => line.includes(' far '));
    expect(far).toEqual(['mec-1/ran far 203.0.113.2 80/TCP: mec-2']);
  });
});
