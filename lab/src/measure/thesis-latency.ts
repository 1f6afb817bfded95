import type { Fleet } from 'anycast-mec';
import type { ThesisNumber } from './journal';

/** Table 4.2 of the thesis: HTTP from UPF-1, n = 33, ms. */
const table: Readonly<Record<string, Omit<ThesisNumber, 'source'>>> = {
  'mec-1': { meanMs: 6.09, medianMs: 6, deviationMs: 0.9 },
  'mec-2': { meanMs: 60.35, medianMs: 60, deviationMs: 0.95 },
  'mec-3': { meanMs: 82.91, medianMs: 83, deviationMs: 1.29 },
  'mec-4': { meanMs: 142.09, medianMs: 106.5, deviationMs: 43.82 },
  cloud: { meanMs: 90.03, medianMs: 90, deviationMs: 0.94 },
};

/** What the thesis measured from a client network to a site; undefined outside its testbed. */
export function thesisLatency(fleet: Fleet, client: string, site: string): ThesisNumber | undefined {
  const entry = fleet.name === 'thesis-testbed' && client === 'mec-1/upf-1' ? table[site] : undefined;
  return entry && { ...entry, source: 'table 4.2, n = 33; about 6 ms of it are its hosts and application' };
}
