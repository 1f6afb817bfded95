import { createHash } from 'node:crypto';
import { App, Chart } from 'cdk8s';
import { MecCluster } from 'anycast-mec';
import { routerSnapshot, semanticDiff, siteSnapshot } from 'anycast-mec/testing';
import { fleet, site } from './mec';

function clusterOf(name: string): MecCluster {
  const cluster = new MecCluster(new Chart(new App(), 'site'), 'mec', { fleet, site: fleet.site(name) });
  site(cluster);
  return cluster;
}

const whole = ['mec-1', 'cloud-24'];

test.each(whole)('the manifests of %s', (name) => {
  expect(siteSnapshot(clusterOf(name))).toMatchSnapshot();
});

test('the manifests of all sites, in short', () => {
  const digests = fleet.sites.map(({ name }) => {
    const objects = siteSnapshot(clusterOf(name));
    const digest = createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 16);
    return `${name}: ${Object.keys(objects).length} objects, ${digest}`;
  });
  expect(digests.join('\n')).toMatchSnapshot();
});

test('two sites differ in values, and have the same objects', () => {
  expect(semanticDiff(clusterOf('mec-1'), clusterOf('mec-2'))).not.toMatch(/^[+-] \S+ \S+$/m);
});

test('every VIP is announced in both families', () => {
  expect(fleet.services.map((service) => service.vips.map((vip) => vip.family))).toEqual([
    [4, 6],
    [4, 6],
  ]);
});

test('what the fleet says of addresses, sessions and preferences', () => {
  const summary = fleet.sites.map((entry) => ({
    site: entry.name,
    number: entry.number,
    lan: entry.lan.map(String),
    uplinks: entry.uplinks.map((uplink) => `${uplink.name} ${uplink.borderAddresses.map(({ address }) => address).join(' ')}`),
  }));
  expect({ summary, sessions: fleet.sessions.length, nearest: fleet.preferences('video', { depth: 3 }) }).toMatchSnapshot();
});

test('the router files of mec-1', () => {
  expect(routerSnapshot(fleet, 'mec-1')).toMatchSnapshot();
});

test('the router files of all sites and of the network, in short', () => {
  const digests = [...fleet.sites, ...fleet.networks].map(({ name }) => {
    const files = routerSnapshot(fleet, name);
    const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
    return `${name}: ${Object.keys(files).length} files, ${digest}`;
  });
  expect(digests.join('\n')).toMatchSnapshot();
});
