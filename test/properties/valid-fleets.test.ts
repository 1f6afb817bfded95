import { parseConfiguration } from 'anycast-mec/contract';
import * as fc from 'fast-check';
import { agentBytes } from '../../lib/fleet/derive/agent-bytes';
import { Fleet } from '../../lib/fleet';
import { draws } from '../draws';
import { anyFleet } from './any-fleet';
import { placeholderSecrets, renderRouters } from '../../lib/routers';
import { siteManifests } from './site-manifests';

const runs = { numRuns: draws(200, 50) };

describe('random valid fleets', () => {
  test('pass every rule', () => {
    fc.assert(
      fc.property(anyFleet, (description) => {
        const { findings } = Fleet.examine(description);
        expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
      }),
      runs,
    );
  }, 120_000);

  test('synthesize: every site gets the objects that its services need, every router its files', () => {
    fc.assert(
      fc.property(anyFleet, (description) => {
        const fleet = Fleet.from(description);
        const routers = renderRouters(fleet, { secrets: placeholderSecrets });
        const borders = fleet.sites.flatMap((site) => site.borders.map((border) => border.fullName));
        const backbone = fleet.networks.flatMap((network) => network.routers.map((router) => router.fullName));
        expect(routers.map((router) => router.fullName)).toEqual([...borders, ...backbone]);
        for (const { name, services } of fleet.sites) {
          const objects = siteManifests(fleet, name).flatMap((file) => file.objects) as {
            kind: string;
            metadata: { name: string };
          }[];
          const vips = objects.filter((object) => object.kind === 'Service').map((object) => object.metadata.name);
          for (const service of services) expect(vips).toContain(service.name);
          expect(objects.map((object) => object.kind)).toContain('BGPPeer');
        }
      }),
      runs,
    );
  }, 120_000);

  test("have agents whose own reader takes what they are told, and that ask every port's health", () => {
    fc.assert(
      fc.property(anyFleet, (description) => {
        const fleet = Fleet.from(description);
        for (const site of fleet.sites) {
          const { name, services } = site;
          const told = siteManifests(fleet, name).flatMap((file) => file.objects) as { data?: Record<string, string> }[];
          const [text = ''] = told.flatMap(({ data }) => (data && 'agent.json' in data ? [data['agent.json']] : []));
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(agentBytes(site));
          const read = parseConfiguration(text, 'agent.json').services;
          expect(read.map((service) => service.name)).toEqual(services.map((service) => service.name));
          for (const { name: serviceName, checks, description: given } of services) {
            const watched = read.find((service) => service.name === serviceName);
            const asked = [watched?.probe, ...(watched?.checks ?? []).map(({ probe }) => probe)];
            // The limiter is asked in place of the pods, at a port of its own and by HTTP, and where it speaks TLS for a handshake.
            if (given.rateLimit)
              expect(asked.map((probe) => probe?.kind)).toEqual(['http', ...(given.rateLimit.tls ? ['tls'] : [])]);
            else expect(asked.map((probe) => [probe?.kind, probe?.port])).toEqual(checks.map(({ kind, port }) => [kind, port]));
          }
        }
      }),
      runs,
    );
  }, 120_000);
});
