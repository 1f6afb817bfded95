import type { RouterModel } from '../model/router-model';

/** Kernel settings of a router. */
export function sysctlFile(model: RouterModel): string {
  const settings: [string, string, string][] = [
    ['net.ipv4.ip_forward', '1', 'it is a router'],
    ['net.ipv6.conf.all.forwarding', '1', ''],
    [
      'net.ipv4.fib_multipath_hash_policy',
      '1',
      'spread flows over hosts by addresses and ports: packets of one flow stay in order',
    ],
    ['net.ipv6.fib_multipath_hash_policy', '1', ''],
    ['net.ipv4.tcp_syncookies', '1', 'SYN floods'],
    ['net.ipv4.icmp_echo_ignore_broadcasts', '1', 'smurf attacks'],
    ['net.ipv4.icmp_ignore_bogus_error_responses', '1', ''],
    [
      'net.ipv4.conf.all.ignore_routes_with_linkdown',
      '1',
      'a network whose link is dead is reached another way: the kernel keeps its connected route else',
    ],
    ['net.ipv6.conf.all.ignore_routes_with_linkdown', '1', ''],
    ['net.ipv4.conf.all.rp_filter', '2', 'loose: with anycast the way back may differ; sources without any route are dropped'],
    ['net.ipv4.conf.default.rp_filter', '2', ''],
    ['net.ipv4.conf.all.accept_redirects', '0', 'routes come from routing daemons alone'],
    ['net.ipv4.conf.all.send_redirects', '0', ''],
    ['net.ipv4.conf.all.accept_source_route', '0', ''],
    ['net.ipv6.conf.all.accept_redirects', '0', ''],
    ['net.ipv6.conf.all.accept_ra', '0', ''],
    ['net.ipv6.route.skip_notify_on_dev_down', '1', 'as IPv4 does: the daemon is told once'],
  ];
  const labels: [string, string, string][] = model.ldp
    ? [
        ['net.mpls.platform_labels', '100000', 'room for LDP labels'],
        ...model.ldp.interfaces.map((name): [string, string, string] => [`net.mpls.conf.${keyPart(name)}.input`, '1', '']),
      ]
    : [];
  const lines = [...settings, ...labels].flatMap(([key, value, why]) => [...(why ? [`# ${why}`] : []), `${key} = ${value}`]);
  return [`# ${model.fullName}: kernel settings. Generated; changes made here are lost.`, ...lines, ''].join('\n');
}

/** An interface name inside a key: dots separate the parts of a key, so those of a name are written as slashes (sysctl.d(5)). */
function keyPart(name: string): string {
  return name.replace(/\./g, '/');
}
