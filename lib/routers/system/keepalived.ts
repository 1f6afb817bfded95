import type { RouterFile } from '../dialects/router-file';
import type { RedundancyModel, RouterModel, SharedGateway } from '../model/router-model';

/** Where Debian's keepalived has its files. */
const folder = '/etc/keepalived';
const checkFile = 'check-router';
/** How long a border must be without faults before it takes gateways back, s: time for BGP to bring its routes. */
const settledS = 5;

/**
 * keepalived (2.2.7 and later), the virtual gateways of a border: `keepalived.conf` and the check that it runs. None where no other
 * border shares a gateway with it.
 *
 * Advertisements go to the other borders alone (unicast): the packet filter lets in nothing else, and a switch needs no multicast.
 */
export function keepalivedFiles(model: RouterModel): RouterFile[] {
  const { redundancy } = model;
  if (!redundancy) return [];
  return [
    { path: 'keepalived.conf', content: configuration(model, redundancy), mode: 0o644 },
    { path: checkFile, content: checkScript(model, redundancy), mode: 0o755 },
  ];
}

function configuration(model: RouterModel, redundancy: RedundancyModel): string {
  const lines = [
    `# ${model.fullName}: virtual gateways. Generated; changes made here are lost.`,
    ...block('global_defs', [
      `router_id ${model.owner}.${model.name}`,
      'vrrp_version 3',
      '# A border that is busy must not be taken for one that is gone.',
      'vrrp_rt_priority 10',
      'enable_script_security',
      '# As another user keepalived 2.2.7 cannot test its configuration (--config-test ends by its own signal).',
      'script_user root',
    ]),
    '',
    ...block(`vrrp_script ${checkFile}`, [
      `script ${folder}/${checkFile}`,
      'interval 1',
      '# keepalived ends what lasts longer, and counts it as a fault.',
      'timeout 3',
      'fall 1',
      `rise ${settledS}`,
      `weight -${redundancy.faultWeight}`,
      'init_fail',
    ]),
    ...redundancy.gateways.flatMap((gateway) => ['', ...instance(gateway, redundancy)]),
    '',
  ];
  return lines.join('\n');
}

function instance(gateway: SharedGateway, { priority, advertisementMs, faultWeight, interfaces }: RedundancyModel): string[] {
  const others = interfaces.filter((name) => name !== gateway.interface);
  const bits = gateway.family === 6 ? 128 : 32;
  return block(`vrrp_instance ${gateway.name}`, [
    'state BACKUP',
    `interface ${gateway.interface}`,
    `virtual_router_id ${gateway.virtualRouterId}`,
    `priority ${priority}`,
    `advert_int ${advertisementMs / 1000}`,
    `unicast_src_ip ${gateway.localAddress}`,
    'check_unicast_src',
    ...block('unicast_peer', gateway.peers),
    ...block(
      'virtual_ipaddress',
      gateway.addresses.map((address) => `${address}/${address.startsWith('fe80:') ? 64 : bits}`),
    ),
    ...(others.length
      ? block(
          'track_interface',
          others.map((name) => `${name} weight -${faultWeight}`),
        )
      : []),
    ...block('track_script', [checkFile]),
  ]);
}

function block(name: string, lines: readonly string[]): string[] {
  return [`${name} {`, ...lines.map((line) => `    ${line}`), '}'];
}

/**
 * Looks for most of a second, so that a fault is told at once, and again each second. A border is well while its routing daemon listens
 * for BGP, has a session, and every link to hosts and clients is up. keepalived itself sees a link go, and sooner; what counts here is that it
 * comes back: until the check has been well for some seconds the border does not take gateways back.
 *
 * It reads the kernel's table of connections itself and starts one program (`ip`): keepalived 2.2.7 begins a check each second, whether or
 * not the last one has ended, so checks of many programs pile up on a busy machine (thousands were seen).
 */
function checkScript(model: RouterModel, { interfaces }: RedundancyModel): string {
  return `#!/bin/bash
# ${model.fullName}: whether it may have the gateways. Generated; changes made here are lost.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
links=$(ip -o link show up) || exit 1
for link in ${interfaces.join(' ')}; do
  [[ $links =~ [0-9]:\\ "$link"[:@][^\\<]*\\<[^\\>]*LOWER_UP ]] || exit 1
done

# Port 179 is 00B3 in the kernel's table of connections, 0A a socket that listens and 01 a session.
routing() {
  local file table all=
  for file in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$file" ] || continue
    mapfile -t table < "$file"
    all+="\${table[*]} "
  done
  [[ $all =~ :00B3\\ [0-9A-F]+:[0-9A-F]+\\ 0A\\  ]] && [[ $all =~ :00B3\\ ([0-9A-F]+:[0-9A-F]+\\ )?01\\  ]]
}

# Nobody ever writes to this pipe: a read of it is a pause without a program.
exec {never}<> <(:)
for look in 1 2 3 4; do
  [ "$look" = 1 ] || read -r -t 0.2 -u "$never"
  routing || exit 1
done
exit 0
`;
}
