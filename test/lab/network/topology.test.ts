import { Fleet } from 'anycast-mec';
import type { FleetDescription } from 'anycast-mec';
import { clientAddresses, clientLines, hostLines } from '../../../lab/src/network/topology';
import { testbed } from '../../fleet/testbed';

/** Addresses of the client node of the testbed's mec-1 with so many borders and this client network. */
function addressOf(borders: number, client: NonNullable<FleetDescription['sites'][string]['clients']>[number]): string[] {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, borders, clients: [client] };
  return clientAddresses(Fleet.from(description).site('mec-1').clients[0]!).map(({ address }) => address);
}

describe('the client node of the lab', () => {
  test('has the first address behind those of the borders', () => {
    expect(addressOf(1, { name: 'ran', prefix: '172.16.0.0/24' })).toEqual(['172.16.0.2']);
    expect(addressOf(2, { name: 'ran', prefix: '172.16.0.0/24' })).toEqual(['172.16.0.3']);
  });

  test('never has that of the virtual gateway', () => {
    expect(addressOf(2, { name: 'ran', prefix: '172.16.0.0/24', gateway: '172.16.0.3' })).toEqual(['172.16.0.4']);
  });
});

test.each([
  [1, ['10.1.1.1', '10.200.1.1']],
  [2, ['10.1.1.254', '10.200.1.30']],
])('hosts and clients of a site with %d borders go out by the gateway that borders share, where they do', (borders, gateways) => {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, borders };
  const site = Fleet.from(description).site('mec-1');
  const ways = [hostLines(site.hosts[0]!), clientLines(site.clients[0]!)].map((lines) =>
    lines.flatMap((line) => /^route add default via (\S+) /.exec(line)?.[1] ?? []),
  );
  expect(ways).toEqual(gateways.map((gateway) => [gateway]));
});
