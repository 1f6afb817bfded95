import type { RouterModel } from '../../model/router-model';
import type { SecretResolver } from '../../secrets';
import type { RouterFile } from '../router-file';
import { bgpLines } from './bgp';
import { policyLines, prefixSetLines } from './filters';
import { bfdLines, ospfLines } from './ospf';
import { originLines } from './origins';
import { coreLines, originatedLines, originatedSetLines, staticLines } from './routing';
import { comment, Symbols } from './text';

/**
 * Renders a router for BIRD 2 (2.0.12 and later): `bird.conf`, readable by its owner and group only where it holds passwords.
 *
 * What BIRD has no word for: LDP (refused); the time between advertisements (MRAI: sent at once, with a comment); a limit on the
 * number of dynamic sessions (the range bounds them). A static route's distance becomes the preference 255 - distance.
 *
 * @param secrets resolves password references
 * @throws Error naming the router if it needs LDP or a password cannot be written
 */
export function renderBird(model: RouterModel, secrets: SecretResolver): RouterFile[] {
  if (model.ldp)
    throw new Error(
      `${model.fullName} needs LDP, which BIRD does not have. Set dialect frr for this router, or transport plain for its network.`,
    );
  const symbols = new Symbols();
  const lines = [
    comment(`${model.fullName}: BIRD 2. Generated; changes made here are lost.`),
    'log syslog all;',
    `router id ${model.routerId};`,
    '',
    ...originatedSetLines(model),
    ...prefixSetLines(model, symbols),
    ...(model.prefixSets.length ? [''] : []),
    ...originLines(model),
    ...policyLines(model, symbols),
    ...coreLines(model, symbols),
    ...originatedLines(model, symbols),
    ...staticLines(model),
    ...bfdLines(model),
    ...ospfLines(model),
    ...(model.bgp ? bgpLines({ model, bgp: model.bgp, symbols, secrets }) : []),
  ];
  return [{ path: 'bird.conf', content: lines.join('\n').trimEnd() + '\n', mode: 0o640 }];
}
