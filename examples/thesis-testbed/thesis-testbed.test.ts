import { App, Chart } from 'cdk8s';
import { MecCluster } from 'anycast-mec';
import { routerSnapshot, siteSnapshot } from 'anycast-mec/testing';
import { fleet, site } from './mec';

function clusterOf(name: string): MecCluster {
  const cluster = new MecCluster(new Chart(new App(), 'site'), 'mec', { fleet, site: fleet.site(name) });
  site(cluster);
  return cluster;
}

test.each(fleet.sites.map(({ name }) => name))('the manifests of %s', (name) => {
  expect(siteSnapshot(clusterOf(name))).toMatchSnapshot();
});

test('a client of MEC-1 finds the sites in the order that the thesis measured', () => {
  const [first] = fleet.preferences('sensors');
  expect(first?.client).toBe('upf-1');
  expect(first?.order.map((entry) => entry.site)).toEqual(['mec-1', 'mec-2', 'mec-3', 'mec-4', 'cloud']);
  // The backbone's share of the round trip: 12 ms for each of 0, 4, 6, 8 and 7 routers.
  expect(first?.order.map((entry) => entry.roundTripMs)).toEqual([0, 48, 72, 96, 84]);
});

test.each([...fleet.sites, ...fleet.networks].map(({ name }) => name))('the router files of %s', (name) => {
  expect(routerSnapshot(fleet, name)).toMatchSnapshot();
});
