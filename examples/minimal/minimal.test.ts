import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('the fleet takes fewer than 40 lines', () => {
  expect(readFileSync(join(__dirname, 'fleet.yaml'), 'utf8').split('\n').length).toBeLessThan(40);
});

test.each([...fleet.sites, ...fleet.networks].map(({ name }) => name))('the router files of %s', (name) => {
  expect(routerSnapshot(fleet, name)).toMatchSnapshot();
});
