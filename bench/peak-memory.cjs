/** Loaded into a command that is measured: tells its processor time and peak memory in the file that PEAK_MEMORY names. */
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  // Linux gives kibibytes and microseconds.
  writeFileSync(process.env.PEAK_MEMORY, JSON.stringify({ peakMiB: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 }));
});
