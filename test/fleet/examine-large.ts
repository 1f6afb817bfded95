// Examines fleets of so many sites; the work that it takes is counted from outside, see work.ts.
import { takeCoverage } from 'node:v8';
import { Fleet } from '../../lib/fleet';
import { largeFleet } from './large';

for (const sites of process.argv.slice(2)) {
  Fleet.examine(largeFleet(Number(sites)));
  takeCoverage();
}
