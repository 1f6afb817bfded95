import type { Family } from '../../fleet/addresses/address';
import { Prefix } from '../../fleet/addresses/prefix';
import type { FleetModel } from '../../fleet/model';
import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { entriesOf, lengthsOf, namesEach, takingRules } from '../taken';

/** Longest prefixes that networks take from each other (RFC 7454 section 6.1.3). */
const longest: Readonly<Record<Family, number>> = { 4: 24, 6: 48 };

/** Prefixes that are too long are not taken. */
export const tooSpecificPrefixes: Practice = {
  id: 'too-specific-prefixes',
  title: 'From providers and peers no prefix is taken that is longer than /24 or /48, but VIPs of the fleet.',
  source: 'RFC 7454 section 6.1.3',
  explanation:
    'The more specific prefix wins, so that a long one takes traffic away from whoever has the network. VIPs are single addresses on purpose: they may be taken inside the pools of the fleet, and nowhere else. Looked at are the lengths that policies of sessions with providers and peers take.',
  remedy:
    'Between the routers of a fleet networks of sites are carried up to /30 and /64, which its client and host networks are made of. Where a provider or peer is no router of the fleet, let it filter what it takes.',
  *look(seen) {
    for (const session of externalSessions(seen, ['provider', 'peer']))
      yield { where: session.where, ...lackOf(session, seen.fleet) };
  },
};

function lackOf({ router, session: { family }, imports }: ExternalSession, fleet: FleetModel): { lack?: string } {
  const pools = fleet.pools.flatMap(({ blocks }) => blocks).filter((block) => block.family === family);
  const isOfPool = (text: string) => {
    const { first, last } = Prefix.parse(text);
    return pools.some((pool) => pool.first <= first && last <= pool.last);
  };
  const lengths = takingRules(imports ?? { name: '', family, rules: [] })
    .filter((rule) => !namesEach(router, rule))
    .flatMap(
      (rule) => entriesOf(router, rule) ?? [{ prefix: family === 6 ? '::/0' : '0.0.0.0/0', maxLength: family === 6 ? 128 : 32 }],
    )
    .filter(({ prefix }) => !isOfPool(prefix))
    .map((entry) => lengthsOf(entry).most);
  const most = Math.max(0, ...lengths);
  return most > longest[family] ? { lack: `prefixes up to /${most} are taken` } : {};
}
