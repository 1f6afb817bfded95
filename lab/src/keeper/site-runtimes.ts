import type { Fleet, SecretResolver } from 'anycast-mec';
import { Clusters } from '../clusters/clusters';
import { componentSet } from '../components';
import type { Inside } from '../faults/fault';
import { SpeakerSite } from '../hosts/speaker-site';
import type { LabNetwork } from '../network/lab-network';
import type { ServicePrograms } from '../services/programs';
import { cgroupName } from './cgroups';
import type { LabRequest } from './request';
import type { SiteRuntime } from '../model/running-lab';

/**
 * What runs at the hosts of every site, by the level.
 *
 * @param folder folder for files of the clusters, in a file system of the lab's own
 */
export async function siteRuntimes(
  { level, name, fleetFile, agent = true, bare = false }: LabRequest,
  fleet: Fleet,
  network: LabNetwork,
  secrets: SecretResolver,
  programs: ServicePrograms,
  folder: string,
): Promise<{ readonly sites: ReadonlyMap<string, SiteRuntime>; readonly inside: Inside; readonly clusters?: Clusters }> {
  if (level === 'cluster') {
    const components = await componentSet();
    const clusters = new Clusters({
      fleet,
      file: fleetFile,
      network,
      secrets,
      components,
      folder,
      cgroup: `/${cgroupName(name)}`,
      agent,
      bare,
    });
    return { sites: clusters.sites, inside: { clusters: clusters.sites }, clusters };
  }
  const { sessions } = fleet;
  const sites = fleet.sites.map((site) => {
    const password = site.hostPassword === undefined ? undefined : secrets(site.hostPassword);
    return [site.name, new SpeakerSite(site, network, sessions, password, programs)] as const;
  });
  const speakers = new Map(sites);
  return { sites: speakers, inside: { speakers } };
}
