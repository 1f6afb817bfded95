import type { Guards, SiteLook } from '../../../agent/src/guards';
import { inhibitors, mayWithdrawSite } from '../../../agent/src/guards';
import { initialState, intendedAt, routeOf, says, step } from '../../../agent/src/state';
import type { MachinePolicy, MachineState, Route, Transition, Verdict } from '../../../agent/src/state';

/** What happens to an application. */
export type AppHealth = 'well' | 'dead' | 'hung' | 'overloaded' | 'dead under load';

/** One step of the simulated time, ms. */
export const tickMs = 100;
/** Withdrawals that one simulated agent may make in a minute. */
export const actionsPerMinute = 1;
/** Largest share of the simulated sites that may be away. */
export const share = 0.5;
/** The policy of the simulated sites: hold-downs short enough for a schedule of 40 s to hold many. */
export const policy: MachinePolicy = {
  drainMs: 300,
  hardDrainMs: 0,
  verifyMs: 200,
  holdDownMs: 1000,
  holdDownMaxMs: 8000,
  flapWindowMs: 20_000,
  maxFailures: 4,
  rise: 3,
  tieBreakMs: 300,
};

/** A site of the simulation: its application, its agent, and the route that its label really has. */
export class SimulatedSite {
  public app: AppHealth = 'well';
  public actual: Route = 'announced';
  public maintenance: 'drain' | 'withdrawn' | undefined;
  public sharedFails = false;
  public blind = false;
  public apiDown = false;
  public cut = false;
  public state: MachineState = initialState(0);
  public verdict: Verdict = { health: 'unknown', hard: false, successes: 0, reason: 'no probe yet' };
  public readonly transitions: (Transition & { at: number; frozen: boolean; overloadedSoft: boolean; asked: boolean })[] = [];
  public withdrawals: number[] = [];
  private successes = 0;
  private failures = 0;
  private pending: { route: Route; at: number } | undefined;
  private looks = new Map<string, SiteLook>();
  private answers: { look: SiteLook; arrives: number }[] = [];

  public constructor(
    public readonly name: string,
    private readonly guards: Guards,
    private readonly patchMs: number,
    private readonly lookMs: number,
    private readonly hardDrainMs: number,
  ) {}

  /** The agent dies and another one takes over; a patch that was not sent is lost. */
  public restart(now: number): void {
    this.state = initialState(now);
    this.pending = undefined;
    this.successes = this.failures = 0;
    this.verdict = { health: 'unknown', hard: false, successes: 0, reason: 'no probe yet' };
    this.looks.clear();
    this.answers = [];
  }

  /** What it answers to another site. */
  public says(): SiteLook['says'] {
    return this.cut ? 'unknown' : says(this.state, this.verdict, this.actual);
  }

  public tick(now: number, others: readonly SimulatedSite[], random: number): void {
    this.probe();
    this.look(now, others);
    const load = { rejectedShare: this.app === 'overloaded' || this.app === 'dead under load' ? 0.9 : 0, limiterRejects: false };
    const checks = [
      { name: 'database', scope: 'shared', failed: this.sharedFails, blind: false },
      { name: 'health', scope: 'local', failed: false, blind: this.blind },
    ] as const;
    const result = step(
      this.state,
      {
        now,
        verdict: this.verdict,
        ...inhibitors(checks, load, 0.1, this.guards),
        ...(this.maintenance && { maintenance: this.maintenance }),
        observed: this.actual,
        guard: (intendedAt) => this.mayWithdraw(now, intendedAt),
        random,
      },
      { ...policy, hardDrainMs: this.hardDrainMs },
    );
    const before = routeOf(this.state);
    this.state = result.state;
    if (result.transition) {
      this.transitions.push({
        ...result.transition,
        at: now,
        frozen: this.sharedFails || this.blind,
        overloadedSoft: this.app === 'overloaded',
        asked: this.maintenance !== undefined,
      });
    }
    if (routeOf(this.state) === 'withdrawn' && before !== 'withdrawn' && result.transition?.from !== 'INIT')
      this.withdrawals.push(now);
    this.act(now);
  }

  private probe(): void {
    if (this.blind) return;
    if (this.app === 'well') {
      this.successes += 1;
      this.failures = 0;
    } else {
      this.failures += 1;
      this.successes = 0;
    }
    const hard = this.app === 'dead';
    const isDown = this.failures >= (hard ? 1 : 2);
    const health = isDown ? 'failed' : this.failures > 0 ? 'suspect' : 'healthy';
    this.verdict = { health, hard, successes: this.successes, reason: `the application is ${this.app}` };
  }

  private look(now: number, others: readonly SimulatedSite[]): void {
    for (const { look, arrives } of this.answers) if (arrives <= now) this.looks.set(look.site, look);
    this.answers = this.answers.filter(({ arrives }) => arrives > now);
    for (const other of others) {
      if (!this.looks.has(other.name)) this.looks.set(other.name, { site: other.name, says: 'unknown', lookedAt: -1 });
      if (intendedAt(this.state) === undefined) continue;
      const look = { site: other.name, says: this.cut ? ('unknown' as const) : other.says(), lookedAt: now };
      this.answers.push({ look, arrives: now + this.lookMs });
    }
  }

  private mayWithdraw(now: number, intendedAt: number) {
    const config = { lastSite: 'hold', minimumSites: 1, maximumShare: share, tieBreakMs: 300, lookTimeoutMs: 500 } as const;
    const looks = [...this.looks.values()];
    return mayWithdrawSite({ now, intendedAt, looks, withdrawals: this.withdrawals, actionsPerMinute, config }, this.guards);
  }

  /** The label follows the wanted route after the time of a patch, if the API server answers. */
  private act(now: number): void {
    if (this.state.phase === 'INIT') return;
    if (this.pending && this.pending.at <= now && !this.apiDown) {
      this.actual = this.pending.route;
      this.pending = undefined;
    }
    const wanted = routeOf(this.state);
    if (wanted === this.actual) this.pending = undefined;
    else if (this.pending?.route !== wanted) this.pending = { route: wanted, at: now + this.patchMs };
  }
}
