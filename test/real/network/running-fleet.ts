import type { Fleet } from '../../../lib/fleet';
import { BirdRouter } from './bird';
import { FrrRouter } from './frr';
import type { GeneratedRouter } from './generated';
import { HostSpeaker } from './host-speaker';
import type { Announcement } from './host-speaker';
import { Lab } from './lab';
import type { RunningRouter } from './routes';
import { buildTopology } from './topology';

/** A whole fleet that runs: its routers from generated files alone, its hosts as speakers. */
export class RunningFleet {
  private readonly lab = new Lab();
  private readonly routers = new Map<string, RunningRouter>();
  private readonly hosts = new Map<string, HostSpeaker>();

  public constructor(private readonly fleet: Fleet) {}

  /** Starts everything. What was started before an error is taken away by {@link close}. */
  public async start(generated: readonly GeneratedRouter[], announcementOf: (site: string) => Announcement): Promise<void> {
    const hosts = this.fleet.sites.flatMap((site) => site.hosts);
    await buildTopology(
      this.lab,
      generated.map((router) => router.model),
      hosts,
    );
    for (const { model, files } of generated) {
      const dialect = model.dialect === 'bird' ? BirdRouter : FrrRouter;
      this.routers.set(model.fullName, await dialect.start(this.lab, model.fullName, files));
    }
    for (const host of hosts) {
      const speaker = await HostSpeaker.start(this.lab, host, this.fleet.sessions, announcementOf(host.site.name));
      this.hosts.set(host.fullName, speaker);
    }
  }

  /** A router by its full name. */
  public router(name: string): RunningRouter {
    return found(this.routers, name);
  }

  /** All routers. */
  public allRouters(): RunningRouter[] {
    return [...this.routers.values()];
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
