import { Prefix } from '../../addresses/prefix';
import type { ClientsDescription } from '../../description/clients';
import { serviceRule } from '../rule';
import type { Violation } from '../rule';

/** No list of clients speaks of some that another list refuses. */
export const clientListsContradict = serviceRule({
  id: 'client-lists-contradict',
  severity: 'error',
  title: 'No list of clients speaks of some that another list refuses.',
  explanation:
    'A client in `deny`, or outside of `onlyFrom`, gets 403 before anything else is looked at. So a network that is refused as a whole is served, or spared the limits, by no other list: one of the two is a slip.',
  allowed: 'networks in onlyFrom and unlimited that are not denied as a whole, and in unlimited some that onlyFrom has a part of',
  remedy: 'Take the network out of one of the two lists.',
  *of({ path, description: { rateLimit } }) {
    const { clients } = rateLimit ?? {};
    if (!clients) return;
    const at = `${path}.rateLimit.clients`;
    yield* denied(at, clients, 'onlyFrom');
    yield* denied(at, clients, 'unlimited');
    yield* notServed(at, clients);
  },
});

/** Networks of a list that are denied as a whole. */
function* denied(at: string, clients: ClientsDescription, list: 'onlyFrom' | 'unlimited'): Generator<Violation> {
  const refused = (clients.deny ?? []).map((text) => Prefix.parse(text));
  for (const [index, text] of (clients[list] ?? []).entries()) {
    const network = Prefix.parse(text);
    const by = refused.find((one) => one.overlaps(network) && one.length <= network.length);
    if (by) yield { path: `${at}.${list}[${index}]`, value: text, message: `${text} is denied with ${by.toString()}.` };
  }
}

/** Networks without a limit that no network of `onlyFrom` has a part of. */
function* notServed(at: string, { onlyFrom, unlimited = [] }: ClientsDescription): Generator<Violation> {
  if (!onlyFrom) return;
  const served = onlyFrom.map((text) => Prefix.parse(text));
  for (const [index, text] of unlimited.entries()) {
    if (served.some((one) => one.overlaps(Prefix.parse(text)))) continue;
    yield { path: `${at}.unlimited[${index}]`, value: text, message: `${text} is not served: onlyFrom has no part of it.` };
  }
}
