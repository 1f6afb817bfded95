import type { Session, Site } from 'anycast-mec';
import type { Route } from 'anycast-mec/contract';
import type { Expectation } from '../model/expectation';
import type { Progress } from '../model/progress';
import { phase } from '../model/progress';
import type { SiteRuntime, SiteStatus } from '../model/running-lab';
import type { LabNetwork } from '../network/lab-network';
import { MaintenanceRequests } from '../services/maintenance';
import type { Maintenance } from '../services/maintenance';
import type { ServicePrograms } from '../services/programs';
import { unknownName } from '../usage/usage-error';
import { prefixesOf, SpeakingHost } from './speaking-host';

/** A site at level `routers`: every host a BIRD speaker and a responder. */
export class SpeakerSite implements SiteRuntime {
  /** By full name. */
  public readonly hosts: ReadonlyMap<string, SpeakingHost>;
  private readonly routes = new Map<string, Route>();
  private readonly requests = new MaintenanceRequests();

  public constructor(
    public readonly site: Site,
    network: LabNetwork,
    sessions: readonly Session[],
    password: string | undefined,
    programs: ServicePrograms,
  ) {
    this.hosts = new Map(
      site.hosts.map((host) => [
        host.fullName,
        new SpeakingHost(network.find(host.fullName), host, sessions, password, programs),
      ]),
    );
  }

  public async start(progress: Progress): Promise<void> {
    await phase(progress, `hosts of ${this.site.name}`, async () => {
      await Promise.all([...this.hosts.keys()].map((host) => this.bootHost(host)));
    });
  }

  public expectations(): Expectation[] {
    return [
      {
        name: `${this.site.name}: applications`,
        check: () =>
          Promise.resolve(
            [...this.hosts.values()]
              .filter(({ application }) => application.state !== 'ok')
              .map(({ host, application }) => `${host.fullName}: the application is ${application.state}`),
          ),
      },
    ];
  }

  public async status(): Promise<SiteStatus> {
    const hosts = [...this.hosts.values()].map(async ({ host, node, application, speaker }) => {
      const up = node.initPid !== undefined;
      const sessions = up ? await speaker.daemon.sessions().catch(() => undefined) : undefined;
      const open = [...(sessions?.values() ?? [])].filter((state) => state === 'Established').length;
      const said = sessions ? `${open} of ${sessions.size} sessions` : 'no BIRD';
      return { host: host.fullName, up, detail: up ? `${said}, application ${application.state}` : 'powered off' };
    });
    const services = this.site.services.map(({ name }) => [name, this.routes.get(name) ?? 'announced'] as const);
    return { site: this.site.name, services: Object.fromEntries(services), hosts: await Promise.all(hosts), notes: [] };
  }

  public async maintain(service: string, maintenance: Maintenance, on: boolean, host?: string): Promise<void> {
    if (host !== undefined) throw new Error(`at level routers ${maintenance} is of all hosts of a site`);
    const route = this.requests.change(service, maintenance, on);
    this.routes.set(service, route);
    // A host without power takes the new one when it starts again.
    await Promise.all([...this.hosts.values()].map((entry) => entry.set(service, route)));
  }

  public async bootHost(name: string): Promise<void> {
    const host = this.own(name);
    const vips = this.site.services.flatMap(prefixesOf);
    await host.node.ip(vips.map((vip) => `address replace ${vip} dev lo`));
    await host.boot();
  }

  private own(name: string): SpeakingHost {
    const host = this.hosts.get(name);
    if (!host) throw unknownName('host', name, this.hosts.keys(), this.site.name);
    return host;
  }
}
