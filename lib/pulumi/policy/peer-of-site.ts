import type { ObjectPolicy } from './object-policy';

/** A session that the border router is not configured for never comes up. */
export const peerOfSite: ObjectPolicy = {
  name: 'peer-of-site',
  description: 'Every BGPPeer is a border router of the site, with the AS numbers of the fleet.',
  level: 'mandatory',
  *check({ kind, name, spec }, _fleet, site) {
    if (kind !== 'BGPPeer' || !site) return;
    const borders = site.borders.flatMap((border) => border.lan.map(({ address }) => address));
    const { peerAddress, peerASN, myASN } = spec;
    if (!borders.includes(String(peerAddress))) {
      yield (
        `BGPPeer ${name}: ${String(peerAddress)} is no border router of ${site.name}; allowed: ${borders.join(', ')}; ` +
        'remedy: take the peers from the fleet (MetalLBPeering does)'
      );
    }
    if (peerASN !== site.as) {
      yield `BGPPeer ${name}: peerASN ${String(peerASN)} is not the AS of ${site.name}; allowed: ${site.as}; remedy: give that`;
    }
    const speakers = [...new Set([site.hostAs, ...site.hosts.map((host) => host.as)])];
    if (!speakers.includes(Number(myASN))) {
      yield `BGPPeer ${name}: myASN ${String(myASN)} is not what the border expects; allowed: ${speakers.join(', ')}; remedy: give that`;
    }
  },
};
