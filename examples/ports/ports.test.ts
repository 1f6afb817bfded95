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

test.each([...fleet.sites, ...fleet.networks].map(({ name }) => name))('the router files of %s', (name) => {
  expect(routerSnapshot(fleet, name)).toMatchSnapshot();
});

test('each service answers at both of its ports at one address', () => {
  const portsOf = (name: string) => fleet.service(name).ports.map(({ port, protocol }) => `${port}/${protocol}`);
  expect(portsOf('resolver')).toEqual(['53/UDP', '53/TCP']);
  expect(portsOf('web')).toEqual(['443/TCP', '443/UDP']);
  expect(portsOf('broker')).toEqual(['1883/TCP', '8883/TCP']);
});
