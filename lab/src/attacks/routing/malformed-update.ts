import type { Attack } from '../attack';
import { attributeCodes, communities, flags, update, usual } from '../speaker/messages';
import type { Attribute } from '../speaker/messages';
import { speak } from '../speaker/speaker';

/** Attributes that no daemon would send, each in an UPDATE of its own (RFC 7606 section 7). */
const malformed: readonly Attribute[] = [
  // ORIGIN has the values 0 to 2.
  { flags: flags.wellKnown, code: attributeCodes.origin, value: Buffer.from([7]) },
  // COMMUNITIES has four bytes for each.
  { ...communities(['64999:1']), value: Buffer.from([1, 2, 3]) },
  // AGGREGATOR has eight bytes between speakers of four-byte AS numbers.
  { flags: flags.optionalTransitive, code: attributeCodes.aggregator, value: Buffer.from([1]) },
  // Tunnel Encapsulation (RFC 9012): a length beyond its end.
  { flags: flags.optionalTransitive, code: 23, value: Buffer.from([0, 8, 0xff, 0xff]) },
  // BGP Entropy Label Capability (RFC 6790, deprecated by RFC 7447) with a value.
  { flags: flags.optionalTransitive, code: 28, value: Buffer.from([0xff]) },
  // An attribute that nobody has assigned, which is passed on unseen.
  { flags: flags.optionalTransitive, code: 254, value: Buffer.alloc(300, 0xff) },
];

/** What a daemon does not understand is to cost nobody a session, neither here nor further on. */
export const malformedUpdate: Attack = {
  name: 'malformed-update',
  summary: `announces its own network with malformed attributes, ${malformed.length} kinds`,
  origins: ['customer'],
  attacked: 'sessions here and further on: what is passed on unseen may end one there (RFC 7606)',
  scene: 'foreign',
  harms: ['sessions', 'withdrawals', 'slower'],
  tool: 'speaker',
  rate: `${malformed.length} UPDATEs a session`,
  defence: { inside: 'RFC 7606 in the daemon' },
  own: 1,
  begin: (scene, attacker) => {
    const lan = scene.site.lan.find(({ family }) => family === 4)?.toString() ?? `${scene.own.address}/32`;
    const attributes = usual([scene.as], scene.own.address);
    return speak(
      attacker,
      scene,
      malformed.map((one) => update([...attributes.filter(({ code }) => code !== one.code), one], [lan])),
    );
  },
};
