import type { Family } from '../../../fleet/addresses/address';
import { loopbackCost, ospfHello } from '../../model/router-model';
import type { OspfModel, RouterModel } from '../../model/router-model';
import { block, quoted } from './text';

/** OSPF: version 2 for IPv4, version 3 for IPv6. */
export function ospfLines(model: RouterModel): string[] {
  const { ospf } = model;
  return ospf ? ospf.families.flatMap((family) => instanceLines(ospf, family, model)) : [];
}

function instanceLines(ospf: OspfModel, family: Family, model: RouterModel): string[] {
  const loopbacks = model.loopbacks.filter((loopback) => loopback.family === family);
  return [
    ...block(`protocol ospf v${family === 4 ? 2 : 3} ospf${family}`, [
      ...block(`ipv${family}`, ['import all;', 'export none;'], '};'),
      ...block(
        `area ${ospf.area}`,
        [
          // As a stub network, not as an interface, whose least cost is 1.
          ...loopbacks.map((loopback) => `stubnet ${loopback.prefix.toString()} { cost ${loopbackCost[family]}; };`),
          ...ospf.interfaces.flatMap((entry) =>
            block(
              `interface ${quoted(entry.name, `an interface name of ${model.fullName}`)}`,
              [
                'type ptp;',
                `cost ${entry.cost};`,
                `hello ${ospfHello.intervalS};`,
                `dead ${ospfHello.deadS};`,
                ...(entry.bfd ? ['bfd on;'] : []),
              ],
              '};',
            ),
          ),
        ],
        '};',
      ),
    ]),
    '',
  ];
}

/** The BFD protocol, where any session asks for it. BGP sessions bring their own intervals, OSPF takes those of the interface. */
export function bfdLines(model: RouterModel): string[] {
  const interfaces = (model.ospf?.interfaces ?? []).flatMap((entry) => (entry.bfd ? [{ name: entry.name, bfd: entry.bfd }] : []));
  const asked =
    interfaces.length || [...(model.bgp?.neighbors ?? []), ...(model.bgp?.dynamic ?? [])].some((session) => session.bfd);
  if (!asked) return [];
  return [
    ...block(
      'protocol bfd bfd0',
      interfaces.flatMap(({ name, bfd }) =>
        block(
          `interface ${quoted(name, `an interface name of ${model.fullName}`)}`,
          [`interval ${bfd.intervalMs} ms;`, `multiplier ${bfd.multiplier};`],
          '};',
        ),
      ),
    ),
    '',
  ];
}
