import type { Session, Site } from 'anycast-mec';
import type { Expectation } from '../model/expectation';
import type { Progress } from '../model/progress';
import { phase } from '../model/progress';
import type { ServiceState, SiteRuntime, SiteStatus, SiteTarget, SiteVerb, Undo } from '../model/running-lab';
import type { LabNetwork } from '../network/lab-network';
import { MaintenanceRequests } from '../services/maintenance';
import type { Maintenance } from '../services/maintenance';
import type { ServicePrograms } from '../services/programs';
import { prefixesOf, SpeakingHost } from './speaking-host';

/** A site at level `routers`: every host a BIRD speaker and a responder. */
export class SpeakerSite implements SiteRuntime {
  public readonly verbs: ReadonlySet<SiteVerb> = new Set<SiteVerb>([
    'app-kill',
    'app-hang',
    'app-error',
    'speaker-kill',
    'bgp-daemon-kill',
  ]);
  private readonly hosts: ReadonlyMap<string, SpeakingHost>;
  private readonly states = new Map<string, ServiceState>();
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
    const services = this.site.services.map(({ name }) => [name, this.states.get(name) ?? 'serving'] as const);
    return { site: this.site.name, services: Object.fromEntries(services), hosts: await Promise.all(hosts), notes: [] };
  }

  public drain(service: string, on: boolean, host?: string): Promise<void> {
    if (host !== undefined) return Promise.reject(new Error('at level routers a service is drained at all hosts of a site'));
    return this.set(service, 'drain', on);
  }

  public withdraw(service: string, on: boolean, host?: string): Promise<void> {
    if (host !== undefined) return Promise.reject(new Error('at level routers a service is withdrawn at all hosts of a site'));
    return this.set(service, 'withdraw', on);
  }

  public async bootHost(name: string): Promise<void> {
    const host = this.own(name);
    const vips = this.site.services.flatMap(prefixesOf);
    await host.node.ip(vips.map((vip) => `address replace ${vip} dev lo`));
    await host.boot();
  }

  public async inflict(verb: SiteVerb, { host, service }: SiteTarget): Promise<Undo> {
    if (!this.verbs.has(verb)) throw new Error(`${verb} needs level cluster: at level routers hosts run BIRD and a responder`);
    if (service !== undefined) this.knows(service);
    const hosts = host === undefined ? [...this.hosts.values()] : [this.own(host)];
    const undos: Undo[] = [];
    const undo = async () => {
      for (const entry of undos.splice(0).reverse()) await entry();
    };
    try {
      await Promise.all(hosts.map((entry) => inflictOn(entry, verb, (what) => undos.push(what))));
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  }

  private async set(service: string, maintenance: Maintenance, on: boolean): Promise<void> {
    this.knows(service);
    const holds = this.requests.change(service, maintenance, on);
    const state = holds === undefined ? 'serving' : holds === 'drain' ? 'drained' : 'withdrawn';
    this.states.set(service, state);
    // A host without power takes the new state when it starts again.
    await Promise.all([...this.hosts.values()].map((host) => host.set(service, state)));
  }

  private knows(service: string): void {
    const there = this.site.services.map(({ name }) => name);
    if (!there.includes(service))
      throw new Error(`${this.site.name} does not serve '${service}'; it serves: ${there.join(', ')}`);
  }

  private own(name: string): SpeakingHost {
    const host = this.hosts.get(name);
    if (!host) throw new Error(`${this.site.name} has no host '${name}'; it has: ${[...this.hosts.keys()].join(', ')}`);
    return host;
  }
}

async function inflictOn(
  { application, speaker, node }: SpeakingHost,
  verb: SiteVerb,
  undo: (what: Undo) => void,
): Promise<void> {
  switch (verb) {
    case 'app-kill':
      undo(async () => {
        if (!application.runs && node.initPid !== undefined) await application.start();
      });
      await application.kill();
      return;
    case 'app-hang':
      undo(() => Promise.resolve(application.runs ? application.hang(false) : undefined));
      application.hang(true);
      return;
    case 'app-error':
      undo(() => Promise.resolve(application.runs ? application.fail(false) : undefined));
      application.fail(true);
      return;
    default:
      undo(async () => {
        if (node.initPid !== undefined && !node.pidsOf('bird').length) await speaker.daemon.startDaemon('bird');
      });
      await speaker.daemon.killDaemon('bird');
  }
}
