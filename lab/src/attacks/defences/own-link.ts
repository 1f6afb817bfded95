import type { Defence } from './defence';
import { routerNamed } from './defence';
import { editedFilter } from './packet-filter';

/** Comment of the rules of the packet filter that tie the address of a neighbor to its link. */
const comment = 'comment "not its link"';

/** A neighbor is heard over its own link alone. */
export const ownLink: Defence = {
  what: 'packet filter: the link of a neighbor',
  remove: (lab, { target }) => {
    if (!target) throw new Error('the attack is after no session');
    return editedFilter(routerNamed(lab, target.at).node, (lines) => lines.filter((line) => !line.includes(comment)));
  },
};
