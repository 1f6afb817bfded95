/** One synth of a generated fleet, in this process: `synth-once.ts SITES FOLDER`. Prints its measurements as JSON. */
import { Fleet, MecApp, standardSite } from 'anycast-mec';
import { fleetOf } from './fleet-of';

const [sites, folder] = [Number(process.argv[2]), process.argv[3]];
if (!Number.isInteger(sites) || folder === undefined) throw new Error('usage: synth-once.ts SITES FOLDER');

const before = performance.now();
const fleet = Fleet.from(fleetOf(sites));
const examined = performance.now();
new MecApp(fleet, (mec) => standardSite(mec)).synth(folder);
const done = performance.now();

console.log(
  JSON.stringify({
    fleetMs: examined - before,
    totalMs: done - before,
    // Linux gives kibibytes.
    peakMiB: process.resourceUsage().maxRSS / 1024,
  }),
);
