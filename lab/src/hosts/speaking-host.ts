import type { Host, Service, Session } from 'anycast-mec';
import { gracefulShutdown } from 'anycast-mec/contract';
import type { Route } from 'anycast-mec/contract';
import type { LabNode } from '../network/lab-node';
import type { ServicePrograms } from '../services/programs';
import { HostApplication } from './application';
import { HostSpeaker } from './speaker';
import type { Announcement } from './speaker';

/**
 * A host at level `routers`: BIRD in place of MetalLB's speaker, a responder in place of the pods. As MetalLB with
 * `externalTrafficPolicy: Local` it announces nothing while its application does not run; it does not notice one that hangs or fails.
 */
export class SpeakingHost {
  public readonly speaker: HostSpeaker;
  public readonly application: HostApplication;
  private readonly routes = new Map<string, Route>();
  private announcing: Promise<void> = Promise.resolve();

  public constructor(
    public readonly node: LabNode,
    public readonly host: Host,
    sessions: readonly Session[],
    private readonly password: string | undefined,
    { application }: ServicePrograms,
  ) {
    this.application = new HostApplication(node, host, application, () => void this.announce().catch(() => undefined));
    this.speaker = new HostSpeaker(node, host, sessions, this.announcement());
  }

  /** Starts the host: its speaker, then its application; the VIPs are announced when that listens. */
  public async boot(): Promise<void> {
    await this.speaker.boot();
    await this.application.start();
    await this.announcing;
  }

  /** How a service is to be announced. */
  public async set(service: string, route: Route): Promise<void> {
    this.routes.set(service, route);
    await this.announce();
  }

  /** Changes are made one after the other; the last says what holds. */
  private announce(): Promise<void> {
    this.announcing = this.announcing.catch(() => undefined).then(() => this.speaker.announce(this.announcement()));
    return this.announcing;
  }

  private announcement(): Announcement {
    const of = (...routes: readonly Route[]) =>
      this.host.site.services.filter(({ name }) => routes.includes(this.routes.get(name) ?? 'announced')).flatMap(prefixesOf);
    return {
      prefixes: this.application.runs ? of('announced', 'drained') : [],
      communities: Object.fromEntries(of('drained').map((prefix) => [prefix, gracefulShutdown])),
      ...(this.password !== undefined && { password: this.password }),
    };
  }
}

/** The VIPs of a service as prefixes. */
export function prefixesOf({ vips }: Service): string[] {
  return vips.map(({ family, address }) => `${address}/${family === 6 ? 128 : 32}`);
}
