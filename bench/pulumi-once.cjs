/**
 * The program of one stack of a large fleet, as a fresh process: `pulumi-once.cjs FLEET`. Pulumi's mocks take the place of the engine,
 * so that what is measured is the program. Prints the time from the start of the process, and the memory, as JSON.
 */
const pulumi = require('@pulumi/pulumi');

const [fleet] = process.argv.slice(2);
let first;
let count = 0;
let cpuMs;
const mocks = {
  newResource: ({ name, inputs }) => {
    if (first === undefined) {
      const { user, system } = process.cpuUsage();
      [first, cpuMs] = [performance.now(), (user + system) / 1000];
    }
    count += 1;
    return { id: name, state: inputs };
  },
  call: ({ inputs }) => inputs,
};

async function main() {
  await pulumi.runtime.setMocks(mocks, 'bench', 'mec-500');
  const { MecSite } = require('anycast-mec/pulumi');
  new MecSite('mec', { fleet, site: 'mec-500', cluster: { kubeconfig: '{}' } });
  await pulumi.runtime.disconnect();
  // Linux gives kibibytes.
  console.log(
    JSON.stringify({ firstMs: first, cpuMs, totalMs: performance.now(), peakMiB: process.resourceUsage().maxRSS / 1024, count }),
  );
}
void main();
