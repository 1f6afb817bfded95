import type { Practice } from '../practice';
import { checkedInterfaces } from './checked-interfaces';

/** Clients send from their own addresses. */
export const clientSources: Practice = {
  id: 'client-sources',
  title: 'From client networks only their own addresses enter as sources.',
  source: 'MANRS action 2; RFC 2827 (BCP 38); RFC 3704 (BCP 84)',
  explanation:
    'Forged sources make floods that nobody can trace, and answers that hit others. The border next to the clients is the one place that knows which addresses are theirs. Looked at is whether the packet filter of a border holds the sources on each client interface against the networks of it.',
  remedy: 'The generator writes the filter into nftables.conf. Report an interface without it: it is an error of ours.',
  look: (seen) => checkedInterfaces(seen, 'clients'),
};
