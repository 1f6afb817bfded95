import { isIPv6 } from 'node:net';
import { gracefulShutdown } from 'anycast-mec/contract';
import type { Route, ServiceConfig } from 'anycast-mec/contract';
import type { Actuator, RouteTarget } from './actuator';
import { VtyError, VtySession } from './vty';

/** GRACEFUL_SHUTDOWN (RFC 8326), as FRR shows it. */
const drained = [gracefulShutdown, 'graceful-shutdown', 'gshut'];

/** Sets the community; FRR applies a route-map that is named in a `network` statement when the statement changes, without its delay timer. */
const drainMap = 'anycast-mec-drain';

/** Longest wait until a change is seen in FRR's table, ms. */
const settleMs = 500;

/** Where FRR is reached. */
export interface FrrConfig {
  readonly socket: string;
  /** AS of the BGP instance; absent: the one that runs. */
  readonly as?: number | undefined;
}

interface BgpPaths {
  readonly paths?: readonly {
    readonly sourced?: boolean;
    readonly local?: boolean;
    readonly community?: { readonly string?: string };
  }[];
}

/**
 * Announces VIPs from FRR itself, on hosts or borders without Kubernetes, by `network` statements. Nothing is changed inside a route-map
 * or a prefix list that a route-map uses: FRR takes such changes after 5 s, with `delay-timer 0` never, and may never announce again.
 */
export class FrrActuator implements Actuator {
  public readonly hasHostRoutes = false;
  private readonly observed = new Map<string, Route>();
  private as: number | undefined;

  public constructor(private readonly config: FrrConfig) {
    this.as = config.as;
  }

  public announce(target: RouteTarget): Promise<void> {
    return this.set(target, 'announced', (prefix) => [`network ${prefix}`]);
  }

  public drain(target: RouteTarget): Promise<void> {
    return this.set(target, 'drained', (prefix) => [`network ${prefix} route-map ${drainMap}`]);
  }

  public withdraw(target: RouteTarget): Promise<void> {
    return this.set(target, 'withdrawn', (prefix) => [`no network ${prefix}`]);
  }

  public observe({ service }: RouteTarget): Route | undefined {
    return this.observed.get(service.key);
  }

  /** Reads from FRR what it announces. @throws VtyError */
  public async refresh({ service }: RouteTarget): Promise<void> {
    const routes = await this.session(async (session) => {
      const found: Route[] = [];
      for (const vip of service.vips) {
        const output = await session.run(['enable', `show bgp ${family(vip)} unicast ${prefixOf(vip)} json`]);
        found.push(routeOf(JSON.parse(output || '{}') as BgpPaths));
      }
      return found;
    });
    const [first] = routes;
    // VIPs of one service move together: where they differ, what is seen is none of the three.
    if (first !== undefined && routes.every((route) => route === first)) this.observed.set(service.key, first);
    else this.observed.delete(service.key);
  }

  public forget(service: ServiceConfig): void {
    this.observed.delete(service.key);
  }

  private async set(target: RouteTarget, wanted: Route, lines: (prefix: string) => string[]): Promise<void> {
    await this.session(async (session) => {
      const as = await this.asOf(session);
      await session.run([
        'enable',
        'configure terminal',
        `route-map ${drainMap} permit 10`,
        'set community graceful-shutdown additive',
        'exit',
      ]);
      for (const vip of target.service.vips) await this.change(session, as, vip, lines(prefixOf(vip)));
      await session.run(['end']);
    });
    await this.settle(target, wanted);
  }

  /** FRR takes changes up after its queue's 50 ms: reads until they are seen, or leaves it to the next reading. */
  private async settle(target: RouteTarget, wanted: Route): Promise<void> {
    const end = performance.now() + settleMs;
    do {
      await this.refresh(target);
      if (this.observe(target) === wanted) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    } while (performance.now() < end);
  }

  private async change(session: VtySession, as: number, vip: string, lines: readonly string[]): Promise<void> {
    const enter = [`router bgp ${as}`, `address-family ${family(vip)} unicast`];
    try {
      await session.run([...enter, ...lines]);
    } catch (error) {
      // To take out what is not there is refused: then it is as wanted.
      const isGone =
        error instanceof VtyError && lines.every((line) => line.startsWith('no ')) && /find|exist|match/i.test(error.message);
      if (!isGone) throw error;
    }
    await session.run(['exit-address-family', 'exit']);
  }

  private async asOf(session: VtySession): Promise<number> {
    if (this.as !== undefined) return this.as;
    const output = await session.run(['enable', 'show running-config']);
    const [, as] = /^router bgp (\d+)/m.exec(output) ?? [];
    if (as === undefined) throw new VtyError('show running-config', 'has no BGP instance; give it one, or frr.as');
    this.as = Number(as);
    return this.as;
  }

  private async session<T>(use: (session: VtySession) => Promise<T>): Promise<T> {
    const session = await VtySession.open(this.config.socket);
    try {
      return await use(session);
    } finally {
      session.close();
    }
  }
}

function family(vip: string): string {
  return isIPv6(vip) ? 'ipv6' : 'ipv4';
}

function prefixOf(vip: string): string {
  return `${vip}/${isIPv6(vip) ? 128 : 32}`;
}

function routeOf({ paths = [] }: BgpPaths): Route {
  const own = paths.find((path) => path.sourced === true || path.local === true);
  if (!own) return 'withdrawn';
  const community = own.community?.string ?? '';
  return drained.some((name) => community.includes(name)) ? 'drained' : 'announced';
}
