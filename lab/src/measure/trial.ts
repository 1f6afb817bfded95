import { setTimeout as pause } from 'node:timers/promises';
import type { FaultDesk, FaultRequest, InjectedFault } from '../model/fault-desk';
import type { RunningLab } from '../model/running-lab';
import { monotonicNs, Probe } from '../probes';
import type { LiveWindow, Priority, StreamSamples } from '../probes';
import type { TimelineEvent } from '../timeline/event';
import type { Watch } from '../timeline/watch';
import { askEverybody } from './afterwards';
import { analyse } from './analyse';
import type { Expected, TrialFindings, TrialRecord } from './analyse';
import { unknownName } from '../usage/usage-error';
import type { Cell } from './cell';
import type { Afterwards, Journal, Trial } from './journal';
import { neighborsOver } from './neighbors-over';
import { unmetExpectations } from './ready';
import { servingHost } from './serving-host';
import { Steadiness } from './steadiness';
import type { Answers } from './steadiness';
import type { TrialStreams } from './streams';
import { invalidities } from './validity';

/** What a trial works with. */
export interface TrialContext {
  readonly lab: RunningLab;
  readonly cell: Cell;
  readonly streams: TrialStreams;
  readonly watch: Watch;
  readonly priority: Priority;
  readonly options: Journal['options'];
  readonly budget?: TrialRecord['budget'];
  /** Is told every live window. */
  readonly live?: (window: LiveWindow) => void;
}

/** A trial and the samples that it is read from. */
export interface TrialResult {
  readonly trial: Trial;
  readonly streams: readonly StreamSamples[];
  /** When the fault was injected, CLOCK_MONOTONIC; absent where it was not. */
  readonly injectNs?: bigint;
}

/** How long a trial waits for the steady state before it is invalid, ms: BGP may have to connect again after the one before. */
const steadyWithinMs = 60_000;

/**
 * Does one trial: waits for the steady state, lets the fault happen after `phaseMs`, waits for the next site, takes it back, and waits
 * for the first site again. Everything is taken back on an error, too.
 */
export async function runTrial(context: TrialContext, number: number, phaseMs: number, warmUp: boolean): Promise<TrialResult> {
  const { lab, cell, watch, options } = context;
  const base = { number, cell: cell.name, warmUp, phaseMs };
  const unmet = await unmetExpectations(lab, cell);
  if (unmet.length)
    return {
      trial: { ...base, ...nothing, invalid: [`not as the Fleet predicts: ${unmet.slice(0, 3).join('; ')}`], censored: true },
      streams: [],
    };
  const beganNs = monotonicNs();
  const steadiness = new Steadiness();
  const probes = startProbes(context, steadiness);
  const inFirst: Answers = (host) => host.startsWith(`${cell.first}/`);
  try {
    const steadyNs = await steadiness.wait(inFirst, options.steadyMs, beganNs, steadyWithinMs);
    const firstHost = steadiness.host();
    if (steadyNs === undefined || firstHost === undefined) {
      const streams = await stopAll(probes);
      const reason = `no steady state: ${cell.first} did not answer every request for ${options.steadyMs} ms within ${steadyWithinMs / 1000} s`;
      return { trial: { ...base, ...nothing, invalid: [reason], censored: true }, streams };
    }
    const requests = cell.faults.map((fault) => ({ ...fault, target: fault.target.replace(servingHost, firstHost) }));
    let afterwards: Afterwards | undefined;
    const moved = await faultAndHeal(lab.faults, requests, phaseMs, async (atNs) => {
      const since = atNs + BigInt(Math.round((cell.holdMs ?? 0) * 1e6));
      const stableNs = await steadiness.wait(whoNext(cell, firstHost), options.stableMs, since, options.giveUpMs);
      afterwards = cell.everybody && (await askEverybody(lab, cell.everybody.unanswered));
      return stableNs;
    });
    const backNs = await steadiness.wait(inFirst, options.stableMs, moved.healedNs, steadyWithinMs);
    const streams = await stopAll(probes);
    const endNs = monotonicNs();
    const expected: Expected = {
      firstSite: cell.first,
      ...(cell.after === 'other-host' ? { firstHost } : {}),
      nextSite: cell.after === 'nobody' ? undefined : (cell.next ?? cell.first),
    };
    const events = watch.between(steadyNs, endNs);
    const findings = analyse({
      streams,
      events: [...events, ...stableEvents(moved.stableNs, backNs)],
      ...(context.budget ? { budget: context.budget } : {}),
      expected,
      injectNs: moved.injectNs,
      injectedNs: moved.injectedNs,
      healNs: moved.healNs,
    });
    const invalid = invalidities({
      findings,
      streams,
      // A session that ended while the steady state was awaited may still be down when the fault comes.
      events: watch.between(beganNs, endNs),
      requests,
      driftMs: watch.driftMs(),
      neighborsOver: (router, interfaceName) => neighborsOver(lab.fleet, router, interfaceName),
      ...moved,
    });
    const isCensored = (moved.stableNs === undefined && cell.after !== 'nobody') || backNs === undefined;
    const trial = { ...base, ...findings, invalid, censored: isCensored, ...(afterwards && { afterwards }) };
    return { trial, streams, injectNs: moved.injectNs };
  } catch (error) {
    for (const probe of probes) probe.abandon();
    throw error;
  } finally {
    watch.forget(monotonicNs());
  }
}

/** What a trial without a fault has found. */
const nothing: TrialFindings = {
  injectionMs: 0,
  healMs: 0,
  outageMs: null,
  failoverMs: null,
  recoveryMs: null,
  wrongSite: 0,
  streams: [],
  events: [],
  phases: [],
  flags: [],
};

function startProbes({ lab, cell, streams, priority, live }: TrialContext, steadiness: Steadiness): Probe[] {
  const client = lab.clients.get(cell.client);
  if (!client) throw unknownName('client network', cell.client, lab.clients.keys());
  return streams.processes.map((plans) =>
    Probe.start(client, {
      streams: plans,
      priority,
      live: (window) => {
        if (window.stream === streams.primary) steadiness.feed(window);
        live?.(window);
      },
    }),
  );
}

async function stopAll(probes: readonly Probe[]): Promise<StreamSamples[]> {
  return (await Promise.all(probes.map((probe) => probe.stop()))).flat();
}

function whoNext(cell: Cell, firstHost: string): Answers {
  if (cell.after === 'other-host') return (host) => host.startsWith(`${cell.first}/`) && host !== firstHost;
  const site = cell.after === 'other-site' ? (cell.next ?? cell.first) : cell.first;
  return (host) => host.startsWith(`${site}/`);
}

/** When the parts of a fault happened, CLOCK_MONOTONIC, ns. */
interface FaultTimes {
  readonly injectNs: bigint;
  readonly injectedNs: bigint;
  readonly healNs: bigint;
  readonly healedNs: bigint;
  readonly stableNs: bigint | undefined;
}

/** Lets faults happen together, waits, and takes them back, whatever happens. */
async function faultAndHeal(
  desk: FaultDesk,
  requests: readonly FaultRequest[],
  phaseMs: number,
  wait: (atNs: bigint) => Promise<bigint | undefined>,
): Promise<FaultTimes> {
  const ready = await Promise.all(requests.map((request) => desk.prepare(request)));
  await pause(phaseMs);
  const outcomes = await Promise.allSettled(ready.map((inject) => inject()));
  const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  try {
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    const injectNs = least(done.map((fault) => fault.beforeNs));
    const injectedNs = most(done.map((fault) => fault.afterNs));
    const stableNs = await wait(injectNs);
    const healed = await healAll(desk, done.splice(0));
    return { injectNs, injectedNs, stableNs, healNs: healed.fromNs, healedNs: healed.toNs };
  } finally {
    await healAll(desk, done);
  }
}

async function healAll(desk: FaultDesk, faults: readonly InjectedFault[]): Promise<{ fromNs: bigint; toNs: bigint }> {
  const fromNs = monotonicNs();
  await Promise.all(faults.map((fault) => desk.heal(fault.id)));
  return { fromNs, toNs: monotonicNs() };
}

function least(times: readonly string[]): bigint {
  return times.map(BigInt).reduce((a, b) => (a < b ? a : b));
}

function most(times: readonly string[]): bigint {
  return times.map(BigInt).reduce((a, b) => (a > b ? a : b));
}

function stableEvents(stableNs: bigint | undefined, backNs: bigint | undefined): TimelineEvent[] {
  const from = (atNs: bigint | undefined, detail: string): TimelineEvent[] =>
    atNs === undefined ? [] : [{ atNs, kind: 'stable', where: 'client', detail }];
  return [...from(stableNs, 'every request is answered from here on'), ...from(backNs, 'every request is answered at home')];
}
