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

test('nothing is made of the Deployment that exists', () => {
  const objects = Object.keys(siteSnapshot(clusterOf('mec-1')));
  expect(objects.filter((object) => object.startsWith('Service '))).toEqual(['Service shop/shop']);
  expect(objects.filter((object) => /^(Deployment|Namespace shop)/.test(object))).toEqual([]);
});

test.each([...fleet.sites, ...fleet.networks].map(({ name }) => name))('the router files of %s', (name) => {
  expect(routerSnapshot(fleet, name)).toMatchSnapshot();
});
