import { App, Chart } from 'cdk8s';
import { MecCluster } from 'anycast-mec';
import { routerSnapshot, siteSnapshot } from 'anycast-mec/testing';
import { fleet, site } from './mec';

function clusterOf(name: string): MecCluster {
  const cluster = new MecCluster(new Chart(new App(), 'site'), 'mec', { fleet, site: fleet.site(name) });
  site(cluster);
  return cluster;
}

// A site of both families and one of IPv4 alone.
test.each(['mec-1', 'mec-3'])('the manifests of %s', (name) => {
  expect(siteSnapshot(clusterOf(name))).toMatchSnapshot();
});

test.each(['mec-1', 'mec-3', 'north', 'south'])('the router files of %s', (name) => {
  expect(routerSnapshot(fleet, name)).toMatchSnapshot();
});

test('every site has two borders, one of each daemon, and two uplinks', () => {
  for (const { borders, uplinks } of fleet.sites) {
    expect(borders.map(({ dialect }) => dialect)).toEqual(['frr', 'bird']);
    expect(uplinks.map(({ border }) => border.name)).toEqual(['left', 'right']);
  }
});

test('the loss of any border, uplink, PE or exchange leaves every client an answer', () => {
  const lost = [
    ...fleet.sites.flatMap(({ borders, uplinks }) => [
      ...borders.flatMap(({ fullName, lanInterface }) => [fullName, `${fullName}:${lanInterface}`]),
      ...uplinks.map(({ border, pe }) => `${border.fullName}--${pe.fullName}`),
    ]),
    ...fleet.sites.flatMap(({ borders, clients }) =>
      borders.flatMap(({ fullName }) => clients.map((client) => `${fullName}:${client.interface}`)),
    ),
    ...fleet.networks.flatMap(({ routers }) => routers.map(({ fullName }) => fullName)),
    ...fleet.exchanges.map(({ path }) => path),
  ];
  for (const down of lost) {
    const prediction = fleet.predict({ down: [down] });
    for (const { name } of fleet.services) {
      const wrong = prediction.answers(name).filter(({ sites, lost: why }) => sites.length !== 1 || why.length > 0);
      expect({ down, wrong }).toEqual({ down, wrong: [] });
    }
  }
});

test('the rules have nothing to remark', () => {
  expect(fleet.findings).toEqual([]);
});
