import type { InterfaceAddress } from '../../../fleet/model';
import { loopbackCost, ospfHello } from '../../model/router-model';
import type { RouterModel } from '../../model/router-model';
import { profileName } from './bfd';
import { context } from './section';
import type { Section } from './section';

/** Time for which zebra collects changes before it sets routes in the kernel, ms: FRR waits for 10 ms, in which packets go the old way. */
const collectMs = 0;

/** What zebra does with routes, then addresses, descriptions and OSPF of the interfaces, the loopback first. */
export function interfaceSections(model: RouterModel): Section[] {
  const addresses = [
    { name: 'lo', lines: addressLines(model.loopbacks) },
    ...model.interfaces.map((entry) => ({
      name: entry.name,
      lines: [`description ${entry.description}`, ...addressLines(entry.addresses)],
    })),
  ];
  return [
    { daemons: ['zebra'], lines: [`zebra work-queue ${collectMs}`] },
    ...addresses
      .filter((entry) => entry.lines.length > 0)
      .map((entry): Section => ({ daemons: ['zebra'], lines: context(`interface ${entry.name}`, entry.lines) })),
    ...ospfInterfaceSections(model),
  ];
}

function addressLines(addresses: readonly InterfaceAddress[]): string[] {
  return addresses.map((entry) => `${entry.family === 6 ? 'ipv6' : 'ip'} address ${entry.address}/${entry.prefix.length}`);
}

function ospfInterfaceSections(model: RouterModel): Section[] {
  const { ospf } = model;
  if (!ospf) return [];
  return ospf.families.flatMap((family): Section[] => {
    const word = family === 6 ? 'ipv6 ospf6' : 'ip ospf';
    const daemons = [family === 6 ? 'ospf6d' : 'ospfd'] as const;
    const area = `${word} area ${areaText(ospf.area)}`;
    return [
      ...ospf.interfaces.map((entry) => ({
        daemons,
        lines: context(`interface ${entry.name}`, [
          area,
          ...(entry.bfd ? [`${word} bfd`, `${word} bfd profile ${profileName(entry.bfd)}`] : []),
          `${word} cost ${entry.cost}`,
          `${word} dead-interval ${ospfHello.deadS}`,
          `${word} hello-interval ${ospfHello.intervalS}`,
          `${word} network point-to-point`,
        ]),
      })),
      {
        daemons,
        lines: context('interface lo', [
          area,
          ...(loopbackCost[family] > 0 ? [`${word} cost ${loopbackCost[family]}`] : []),
          `${word} passive`,
        ]),
      },
    ];
  });
}

/** An OSPF area in dotted form (RFC 2328 appendix C.2). */
export function areaText(area: number): string {
  return [24, 16, 8, 0].map((shift) => (area >>> shift) & 255).join('.');
}
