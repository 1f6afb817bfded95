import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { singleLoss } from '../../../lab/src/experiments/single-loss';
import { watchedNames } from '../../../lab/src/measure/watched';

const fleet = Fleet.load(join(__dirname, '../../../examples/dual-homed/fleet.yaml'));
const cells = new Map(singleLoss.cells({ fleet }).map((cell) => [cell.name, cell]));
const cell = (name: string) => cells.get(name)!;

describe('the nodes that are watched while a fault is measured', () => {
  test('are the routers of both sites and those between, and the hosts of the first', () => {
    const { routers, speakers } = watchedNames(fleet, cell('exchange'));
    expect(routers).toEqual(expect.arrayContaining(['cloud-4/left', 'cloud-4/right', 'mec-3/left', 'north/n-3', 'south/s-3']));
    expect(speakers).toEqual(expect.arrayContaining(['cloud-4/host-1', 'cloud-4/host-2']));
  });

  test('are the borders of all clients, too, where everybody is asked afterwards', () => {
    const { speakers } = watchedNames(fleet, cell('exchange'));
    expect(speakers).toEqual(expect.arrayContaining(['mec-1/left', 'mec-1/right', 'mec-2/left', 'mec-2/right', 'mec-3/right']));
  });

  test('are no others where nobody is asked afterwards', () => {
    const { client, first, next, faults } = cell('exchange');
    const alone = { client, first, faults, ...(next !== undefined && { next }) };
    expect(watchedNames(fleet, alone).speakers).toEqual(['cloud-4/host-1', 'cloud-4/host-2']);
  });

  test('are each watched once', () => {
    for (const one of cells.values()) {
      const { routers, speakers } = watchedNames(fleet, one);
      const all = [...routers, ...speakers];
      expect(all).toHaveLength(new Set(all).size);
    }
  });

  test.each([
    ['host-power-off', 'cloud-4/host-1', ['cloud-4/host-1']],
    ['site-power-off', 'cloud-4', ['cloud-4/host-1', 'cloud-4/host-2']],
    ['host-network-loss', 'cloud-4/host-1', []],
    ['partition', 'cloud-4', []],
  ])('are no hosts that lose their power: %s %s', (verb, target, unwatched) => {
    const { speakers } = watchedNames(fleet, cell('exchange'));
    const left = watchedNames(fleet, { ...cell('exchange'), faults: [{ verb, target }] }).speakers;
    expect(speakers.filter((name) => !left.includes(name))).toEqual(unwatched);
  });
});
