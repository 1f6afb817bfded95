import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import type { FleetDescription } from 'anycast-mec';
import { attacks } from '../../../lab/src/attacks';
import { sceneIn, spareIn } from '../../../lab/src/attacks/scene';
import { UsageError } from '../../../lab/src/usage/usage-error';

const fleet = Fleet.load(join(__dirname, '../fleets/attacks.yaml'));

/** A scene as names. */
function scene(...[origin, kind]: Parameters<typeof sceneIn> extends [unknown, ...infer Rest] ? Rest : never) {
  const { site, router, gateway, own, as, client, service, answers, target, replaces, beside } = sceneIn(fleet, origin, kind);
  return {
    site: site.name,
    router,
    gateway,
    own: own.address,
    as,
    client,
    service: service.name,
    answers,
    beside: `${beside.node}:${beside.name}`,
    ...(replaces && { replaces: `${replaces.node}:${replaces.name}` }),
    ...(target && { target: `${target.from} ${target.at}` }),
  };
}

describe('the place of an attack', () => {
  test('a customer takes the place of a border at the PE, and is after what passes it', () => {
    expect(scene('customer', 'foreign')).toEqual({
      site: 'other',
      router: 'operator/pe-1',
      gateway: '10.0.1.160',
      own: '10.0.1.161',
      as: 64703,
      client: 'mec-2/ran',
      service: 'hello',
      answers: ['mec-1'],
      beside: 'operator/pe-1:other-u0',
      replaces: 'other/border-1:uplink0',
    });
  });

  test('a host comes in addition, with an address that nobody has, and is after a client of its site', () => {
    expect(scene('host', 'foreign')).toMatchObject({
      site: 'mec-2',
      router: 'mec-2/border-1',
      own: '10.1.2.254',
      as: 64512,
      client: 'mec-2/ran',
      service: 'hello',
      beside: 'mec-2/border-1:hosts0',
    });
    expect(scene('host', 'served')).toMatchObject({ site: 'mec-1', client: 'mec-2/ran', answers: ['mec-1'] });
  });

  test('a client is beside the one that asks', () => {
    expect(scene('client', 'served')).toMatchObject({ site: 'mec-1', client: 'mec-1/ran', beside: 'client/mec-1/ran:eth0' });
    expect(scene('client', 'foreign')).toMatchObject({ site: 'mec-2', client: 'mec-2/ran' });
  });

  test('a session of others is at the same PE, of another site or inside of the network', () => {
    expect(scene('customer', 'session')).toMatchObject({
      site: 'other',
      router: 'operator/pe-1',
      target: 'mec-1/border-1 operator/pe-1',
    });
    expect(scene('customer', 'backbone')).toMatchObject({ router: 'operator/pe-1', target: 'operator/pe-2 operator/pe-1' });
  });

  test('the address that nobody has is neither the attacker nor anybody else', () => {
    const found = sceneIn(fleet, 'client', 'served');
    const site = fleet.site('mec-1');
    const taken = [
      found.own.address,
      ...site.clients.flatMap(({ gateway }) => gateway.map(({ address }) => address)),
      found.clientAddress,
    ];
    expect(taken).not.toContain(spareIn(found));
    expect(found.own.prefix.contains(spareIn(found))).toBe(true);
  });

  test.each(attacks.flatMap(({ name, scene: kind, origins }) => origins.map((origin) => [name, origin, kind] as const)))(
    '%s by %s has a place in the fleet of the attacks',
    (_, origin, kind) => {
      expect(sceneIn(fleet, origin, kind).origin).toBe(origin);
    },
  );

  describe('where everybody serves everything, or nobody asks', () => {
    const without = (edit: (description: FleetDescription) => FleetDescription) =>
      Fleet.from(edit({ ...fleet.description, acknowledge: [] }));
    const everywhere = without((description) => ({
      ...description,
      services: Object.fromEntries(
        Object.entries(description.services ?? {}).map(([name, { sites: _, ...service }]) => [name, service]),
      ),
    }));
    test.each([
      ['customer', 'foreign', 'a service that its site does not serve'],
      ['host', 'foreign', 'a service that its site does not serve'],
    ] as const)('an attack by %s on something %s is refused with what is missing', (origin, kind, message) => {
      expect(() => sceneIn(everywhere, origin, kind)).toThrow(UsageError);
      expect(() => sceneIn(everywhere, origin, kind)).toThrow(message);
    });
    test('the others have their place', () => {
      expect(sceneIn(everywhere, 'client', 'served').origin).toBe('client');
    });
  });
});
