import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtFolder } from '../../../lab/src/components/cache';
import { withoutRoot } from '../components/programs';

/** What is missing to run a fleet of clusters, with what helps; undefined if nothing is. */
export function withoutClusters(): string | undefined {
  const absent = withoutRoot(
    '/usr/bin/containerd',
    '/usr/sbin/runc',
    '/usr/lib/cni/ptp',
    '/usr/lib/frr/bgpd',
    '/usr/lib/frr/frr-reload.py',
    '/usr/sbin/nginx',
  );
  const reasons = absent === undefined ? [] : [absent];
  const built = existsSync(builtFolder()) ? readdirSync(builtFolder()) : [];
  const families = ['etcd', 'kubernetes', 'metallb', 'coredns', 'programs'];
  const lacking = families.filter((family) => !built.some((name) => name.startsWith(`${family}-`)));
  if (lacking.length && !process.env['ANYCAST_MEC_COMPONENTS']) reasons.push(`${lacking.join(', ')} (make components)`);
  if (!existsSync(join(__dirname, '../../../lab/build/keeper/janitor.js'))) reasons.push('the built lab (make setup)');
  return reasons.join(', ') || undefined;
}
