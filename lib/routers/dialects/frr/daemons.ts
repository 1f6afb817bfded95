import type { FrrDaemon } from './section';

/** Daemons that the file switches; zebra and staticd run always. */
const switched: readonly FrrDaemon[] = ['bgpd', 'ospfd', 'ospf6d', 'ldpd', 'bfdd'];

/**
 * The file `daemons` of FRR's service: what runs, listening for terminals on the loopback only.
 *
 * @param modules those that bgpd loads, without which it does not start
 */
export function daemonsFile(used: ReadonlySet<FrrDaemon>, modules: readonly string[] = []): string {
  const loaded = modules.map((name) => ` -M ${name}`).join('');
  return [
    '# Generated; changes made here are lost.',
    ...switched.map((daemon) => `${daemon}=${used.has(daemon) ? 'yes' : 'no'}`),
    '',
    'vtysh_enable=yes',
    // Without it zebra deletes an IPv6 route before it adds the new one: a gap at every change.
    'zebra_options="  -A 127.0.0.1 -s 90000000 --v6-rr-semantics"',
    ...switched.map(
      (daemon) => `${daemon}_options="  -A ${daemon === 'ospf6d' ? '::1' : '127.0.0.1'}${daemon === 'bgpd' ? loaded : ''}"`,
    ),
    'staticd_options="  -A 127.0.0.1"',
    '',
  ].join('\n');
}
