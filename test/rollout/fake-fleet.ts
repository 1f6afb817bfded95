import type { Clock } from '../../lib/rollout/clock';
import type { ResourceChange, SiteChanges, SiteEngine } from '../../lib/rollout/engine/site-engine';
import type { SiteControl, SiteObservation } from '../../lib/rollout/sites/site-control';

/** How a site of the fake fleet behaves. */
export interface FakeSite {
  /** What an `up` changes. @default - the image of a Deployment with one pod */
  changes?: ResourceChange[];
  /** What keeps it from being healthy once it is deployed. */
  sickAfter?: string;
  /** Its VIP is down already. */
  isDown?: boolean;
  /** What an `up` ends with. */
  failsWith?: string;
}

export const newImage = (replicas = 1): ResourceChange => ({
  kind: 'update',
  type: 'kubernetes:apps/v1:Deployment',
  name: 'mec/hello/deployment',
  differences: ['spec'],
  inputs: { spec: { replicas } },
});

/**
 * A fleet that is no fleet: it stands in for Pulumi and for the clusters, and keeps a log of everything that is asked of it. It
 * proves in which order a rollout asks for what, and when it stops; it proves nothing of how Pulumi deploys or clusters behave.
 */
export class FakeFleet implements SiteEngine, SiteControl {
  public readonly log: string[] = [];
  public readonly drained = new Set<string>();
  public readonly deployed = new Set<string>();
  /** Most sites that were away at one time. */
  public mostAway = 0;
  /** Throws where the rollout is to be killed: at the step that it names. */
  public killedAt: string | undefined;

  public constructor(
    public readonly names: readonly string[],
    private readonly sites: Readonly<Record<string, FakeSite>> = {},
  ) {}

  public async preview(site: string): Promise<SiteChanges> {
    this.enter(`preview ${site}`);
    const { changes = [newImage()] } = this.sites[site] ?? {};
    return Promise.resolve({ changes: this.deployed.has(site) ? [] : changes, unchanged: 30 });
  }

  public async up(site: string): Promise<SiteChanges> {
    this.enter(`up ${site}`);
    const failure = this.sites[site]?.failsWith;
    if (failure !== undefined) throw new Error(failure);
    this.deployed.add(site);
    return Promise.resolve({ changes: [], unchanged: 30 });
  }

  public async observe(site: string): Promise<SiteObservation> {
    const fake = this.sites[site] ?? {};
    const state = this.drained.has(site) ? 'drained' : fake.isDown ? 'down' : 'announced';
    const problems = this.deployed.has(site) && fake.sickAfter !== undefined ? [fake.sickAfter] : [];
    return Promise.resolve({ vips: [{ service: 'hello', state }], problems });
  }

  public async drain(site: string): Promise<void> {
    this.enter(`drain ${site}`);
    this.drained.add(site);
    this.mostAway = Math.max(this.mostAway, this.drained.size);
    return Promise.resolve();
  }

  public async restore(site: string): Promise<void> {
    this.enter(`restore ${site}`);
    this.drained.delete(site);
    return Promise.resolve();
  }

  /** Names of the sites that something was asked of, by what. */
  public asked(verb: string): string[] {
    return this.log.filter((line) => line.startsWith(`${verb} `)).map((line) => line.slice(verb.length + 1));
  }

  private enter(step: string): void {
    if (this.killedAt === step) throw new Killed();
    this.log.push(step);
  }
}

/** Ends a rollout as a SIGKILL would: nothing that comes after it happens. */
export class Killed extends Error {}

/** A clock on which waiting takes no time. */
export function fakeClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    date: () => new Date(now),
    wait: async (ms) => {
      now += ms;
      // The other sites of a wave have their turn meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
