import type { Fleet, SecretResolver } from 'anycast-mec';
import { SpeakerSite } from '../hosts/speaker-site';
import type { LabNetwork } from '../network/lab-network';
import type { LabRequest } from './request';
import type { SiteRuntime } from './running-lab';

/** What runs at the hosts of every site, by the level. */
export function siteRuntimes(
  { level }: LabRequest,
  fleet: Fleet,
  network: LabNetwork,
  secrets: SecretResolver,
): ReadonlyMap<string, SiteRuntime> {
  if (level !== 'routers') throw new Error(`level ${level} cannot be run yet`);
  const { sessions } = fleet;
  return new Map(
    fleet.sites.map((site) => {
      const password = site.hostPassword === undefined ? undefined : secrets(site.hostPassword);
      return [site.name, new SpeakerSite(site, network, sessions, password)];
    }),
  );
}
