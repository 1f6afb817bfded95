import { isIPv6 } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { DaemonError, FrrVty } from 'anycast-mec/clients';
import { gracefulShutdown } from 'anycast-mec/contract';
import type { Route, ServiceConfig } from 'anycast-mec/contract';
import type { Actuator, RouteTarget } from './actuator';

/** GRACEFUL_SHUTDOWN (RFC 8326), as FRR shows it. */
const drained = [gracefulShutdown, 'graceful-shutdown', 'gshut'];

/** Sets the community; FRR applies a route-map that is named in a `network` statement when the statement changes, without its delay timer. */
const drainMap = 'anycast-mec-drain';

/** Longest wait for the answer to one command, ms. */
const answerMs = 1500;

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
  private readonly reading = new Map<string, Promise<void>>();
  private readonly vty: FrrVty;
  private as: number | undefined;

  public constructor(private readonly config: FrrConfig) {
    this.vty = new FrrVty(config.socket, answerMs);
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

  /** Reads from FRR what it announces; a reading that is on its way is the one. @throws DaemonError */
  public refresh({ service }: RouteTarget): Promise<void> {
    // An FRR that hangs is asked by one reading after the other, and no change waits behind many.
    const known = this.reading.get(service.key);
    if (known) return known;
    const reading = this.read(service).finally(() => this.reading.delete(service.key));
    this.reading.set(service.key, reading);
    return reading;
  }

  public forget(service: ServiceConfig): void {
    this.observed.delete(service.key);
  }

  private async read(service: ServiceConfig): Promise<void> {
    const routes: Route[] = [];
    for (const vip of service.vips) {
      const output = await this.vty.command(`show bgp ${family(vip)} unicast ${prefixOf(vip)} json`);
      routes.push(routeOf(JSON.parse(output || '{}') as BgpPaths));
    }
    const [first] = routes;
    // VIPs of one service move together: where they differ, what is seen is none of the three.
    if (first !== undefined && routes.every((route) => route === first)) this.observed.set(service.key, first);
    else this.observed.delete(service.key);
  }

  private async set(target: RouteTarget, wanted: Route, lines: (prefix: string) => string[]): Promise<void> {
    const as = await this.asOf();
    await this.vty.configure([`route-map ${drainMap} permit 10`, 'set community graceful-shutdown additive']);
    for (const vip of target.service.vips) await this.change(as, vip, lines(prefixOf(vip)));
    await this.settle(target, wanted);
  }

  /** FRR takes changes up after its queue's 50 ms: reads until they are seen, or leaves it to the next reading. */
  private async settle(target: RouteTarget, wanted: Route): Promise<void> {
    const end = performance.now() + settleMs;
    do {
      await this.refresh(target);
      if (this.observe(target) === wanted) return;
      await pause(10);
    } while (performance.now() < end);
  }

  private async change(as: number, vip: string, lines: readonly string[]): Promise<void> {
    try {
      await this.vty.configure([`router bgp ${as}`, `address-family ${family(vip)} unicast`, ...lines]);
    } catch (error) {
      // To take out what is not there is refused: then it is as wanted.
      const isGone =
        error instanceof DaemonError && error.command.startsWith('no ') && /find|exist|match/i.test(error.said ?? '');
      if (!isGone) throw error;
    }
  }

  private async asOf(): Promise<number> {
    if (this.as !== undefined) return this.as;
    const output = await this.vty.command('show running-config');
    const [, as] = /^router bgp (\d+)/m.exec(output) ?? [];
    if (as === undefined) throw new Error(`${this.config.socket}: FRR has no BGP instance; remedy: give it one, or frr.as`);
    this.as = Number(as);
    return this.as;
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
