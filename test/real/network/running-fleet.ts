import type { Fleet } from '../../../lib/fleet';
import { HostSpeaker } from '../../../lab/src/hosts/speaker';
import type { Announcement } from '../../../lab/src/hosts/speaker';
import type { LabNetwork } from '../../../lab/src/network/lab-network';
import { buildTopology } from '../../../lab/src/network/topology';
import { BirdRouter } from '../../../lab/src/routers/bird';
import { FrrRouter } from '../../../lab/src/routers/frr';
import type { RunningRouter } from '../../../lab/src/routers/running-router';
import type { GeneratedRouter } from './generated';
import { Lab } from './lab';

/** A whole fleet that runs: its routers from generated files alone, FRR's loaded as a machine does at boot, its hosts as speakers. */
export class RunningFleet {
  private readonly lab = new Lab();
  private readonly routers = new Map<string, RunningRouter>();
  private readonly hosts = new Map<string, HostSpeaker>();

  public constructor(private readonly fleet: Fleet) {}

  /** Starts everything. What was started before an error is taken away by {@link close}. */
  public async start(generated: readonly GeneratedRouter[], announcementOf: (site: string) => Announcement): Promise<void> {
    const { network } = this.lab;
    await buildTopology(network, this.fleet);
    for (const { model, files } of generated) {
      const node = network.find(model.fullName);
      const router = model.dialect === 'bird' ? new BirdRouter(node, files) : new FrrRouter(node, files, 'integrated');
      await router.boot();
      this.routers.set(model.fullName, router);
    }
    for (const host of this.fleet.sites.flatMap((site) => site.hosts)) {
      const announcement = announcementOf(host.site.name);
      const speaker = new HostSpeaker(network.find(host.fullName), host, this.fleet.sessions, announcement);
      await speaker.boot();
      this.hosts.set(host.fullName, speaker);
    }
  }

  /** The network that it runs in. */
  public get network(): LabNetwork {
    return this.lab.network;
  }

  /** A router by its full name. */
  public router(name: string): RunningRouter {
    return found(this.routers, name);
  }

  /** All routers. */
  public allRouters(): RunningRouter[] {
    return [...this.routers.values()];
  }

  /** All routers by their full name. */
  public routersByName(): ReadonlyMap<string, RunningRouter> {
    return this.routers;
  }

  /** A host by its full name. */
  public host(name: string): HostSpeaker {
    return found(this.hosts, name);
  }

  /** Lets all hosts of a site announce this. */
  public async announce(site: string, announcement: Announcement): Promise<void> {
    for (const host of this.fleet.site(site).hosts) await this.host(host.fullName).announce(announcement);
  }

  /** Ends it and takes everything away. */
  public close(): Promise<void> {
    return this.lab.close();
  }
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const entry = map.get(name);
  if (entry === undefined) throw new Error(`nothing runs as ${name}`);
  return entry;
}
