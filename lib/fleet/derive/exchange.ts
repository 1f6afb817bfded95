import { milliseconds } from '../../contract/durations';
import { Prefix } from '../addresses/prefix';
import type { ExchangeDescription } from '../description/network';
import type { Exchange, NetworkRouter } from '../model';
import { nthAddresses } from './addresses';
import { interfaceName } from './interface-names';
import { listOf } from './lists';
import type { Plan } from './plan';
import type { Problems } from './problems';

/** Derives an exchange; members get the addresses of its LAN in the order of their listing. */
export function deriveExchange(
  name: string,
  description: ExchangeDescription,
  place: number,
  routers: ReadonlyMap<string, NetworkRouter>,
  plan: Plan,
  problems: Problems,
): Exchange {
  const path = `exchanges.${name}`;
  const given = listOf(description.prefix).map((text) => Prefix.parse(text));
  const prefixes = given.length ? given : plan.exchange(place, path);
  if (!prefixes.length && !plan.has('exchanges'))
    problems.noAddress(`${path}.prefix`, `the exchange ${name}`, 'Give `prefix`, or `plan.exchanges`.');
  const members = description.members.flatMap((member, index) => {
    const memberPath = `${path}.members[${index}]`;
    const router = routers.get(member);
    if (!router) {
      problems.unknownReference(memberPath, member, 'router', [...routers.keys()]);
      return [];
    }
    const delayMs = description.delay === undefined ? router.network.linkDelayMs : milliseconds(description.delay);
    return [
      Object.freeze({
        path: memberPath,
        router,
        delayMs,
        interface: interfaceName(`ix-${name}`),
        addresses: Object.freeze(nthAddresses(prefixes, index + 1)),
      }),
    ];
  });
  return Object.freeze({
    name,
    path,
    prefixes: Object.freeze(prefixes),
    members: Object.freeze(members),
    ...(description.password !== undefined && { password: description.password }),
  });
}
