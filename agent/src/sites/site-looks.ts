import { probeOf } from 'anycast-mec/contract';
import type { OtherSite, ServiceConfig } from 'anycast-mec/contract';
import type { OtherSays, SiteLook } from '../guards';
import { Deadline } from '../health/deadline';
import { probes } from '../health/probes';
import type { ReadText } from './json-request';

/** Between two looks while nothing is wrong, ms. */
const steadyLookMs = 1000;

const answers: readonly OtherSays[] = ['serving', 'announcing', 'leaving'];

/** What one address of another site answered. */
interface Answer {
  readonly says: OtherSays;
  readonly seesUs?: boolean;
}

/** Looks at the other sites of a service. */
export class SiteLooks {
  private readonly found = new Map<string, SiteLook>();
  private startedAt = -Infinity;
  private running = 0;

  public constructor(
    private readonly service: ServiceConfig,
    private readonly ownSite: string,
    private readonly read: ReadText,
    private readonly onLook: () => void,
  ) {
    for (const { site } of service.otherSites) this.found.set(site, { site, says: 'unknown', lookedAt: -Infinity });
  }

  /** The newest look at each site. */
  public get all(): SiteLook[] {
    return [...this.found.values()];
  }

  /** What this site sees of others, by their names: what they are told when they ask. */
  public get seen(): Readonly<Record<string, OtherSays>> {
    return Object.fromEntries(this.all.filter(({ lookedAt }) => Number.isFinite(lookedAt)).map(({ site, says }) => [site, says]));
  }

  /** Looks again, unless the last look is recent: for a site that intends nothing. @param now monotonic, ms */
  public lookSteadily(now: number): void {
    if (now - this.startedAt >= steadyLookMs) this.lookAt(now);
  }

  /** Looks again for an intention, unless a look that began after it is on its way or was made a moment ago. @param intendedAt monotonic, ms */
  public lookAfter(intendedAt: number): void {
    const now = performance.now();
    const isTried = this.startedAt > intendedAt && (this.running > 0 || now - this.startedAt < retryMs);
    // A look in the very moment of the intention would not count as one after it.
    if (!isTried && now > intendedAt) this.lookAt(now);
  }

  private lookAt(now: number): void {
    this.startedAt = now;
    for (const other of this.service.otherSites) {
      this.running += 1;
      void this.look(other, now).finally(() => {
        this.running -= 1;
        this.onLook();
      });
    }
  }

  private async look(other: OtherSite, lookedAt: number): Promise<void> {
    const said = await Promise.all(other.addresses.map((address) => this.ask(other, address)));
    const says = answers.find((answer) => said.some((one) => one.says === answer)) ?? 'unknown';
    const told = said.flatMap(({ seesUs }) => seesUs ?? []);
    const seesUs = told.length > 0 && { seesUs: told.includes(true) };
    const known = this.found.get(other.site);
    if (!known || known.lookedAt <= lookedAt) this.found.set(other.site, { site: other.site, says, lookedAt, ...seesUs });
  }

  private async ask({ look = 'agent' }: OtherSite, address: string): Promise<Answer> {
    const { lookTimeoutMs } = this.service.guards;
    if (look !== 'agent') return { says: await this.probe(look, address) };
    try {
      const base = address.includes('://') ? address : `http://${address}`;
      const { text } = await this.read(`${base}/vip/${encodeURIComponent(this.service.vips[0] ?? '')}`, lookTimeoutMs);
      const { says, seen } = JSON.parse(text) as { says?: OtherSays; seen?: Record<string, OtherSays> };
      const us = seen?.[this.ownSite];
      return {
        says: answers.find((answer) => answer === says) ?? 'unknown',
        ...(us !== undefined && { seesUs: us !== 'unknown' }),
      };
    } catch {
      return { says: 'unknown' };
    }
  }

  /** A site whose service answers is taken to serve: weaker than its agent's word, which knows of a hold-down. */
  private probe(look: 'http' | 'tcp', address: string): Promise<OtherSays> {
    const url = new URL(address.includes('://') ? address : `http://${address}`);
    const port = Number(url.port || 80);
    const config = probeOf({ probe: look, port, ...(look === 'http' && { http: url.pathname }) });
    return new Promise((resolve) => {
      const deadline = new Deadline();
      const timer = setTimeout(() => deadline.expire(), this.service.guards.lookTimeoutMs);
      probes[look](url.hostname.replace(/^\[|\]$/g, ''), config, deadline, (outcome) => {
        clearTimeout(timer);
        resolve(
          outcome.class === 'ok' || outcome.class === 'overloaded' ? 'serving' : outcome.class === 'none' ? 'unknown' : 'leaving',
        );
      });
    });
  }
}

/** Between two looks for one intention, ms. */
const retryMs = 50;
