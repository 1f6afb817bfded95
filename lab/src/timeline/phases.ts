import type { CaseBudget, Site } from 'anycast-mec';
import type { BudgetPhaseId } from 'anycast-mec/contract';
import type { EventKind, TrialEvent } from './event';

/** A part of a failover: what was measured beside what the budget allows. */
export interface MeasuredPhase {
  readonly name: string;
  readonly measuredMs?: number;
  readonly budgetMs?: number;
}

/** A boundary between two parts: the event that ends a part, and the budget's phases that it covers. */
interface Boundary {
  readonly name: string;
  readonly endsMs: number | undefined;
  readonly covers: readonly BudgetPhaseId[];
}

const borderPhases = ['border-decides', 'other-border-decides', 'border-decides-again', 'border-installs'] as const;

/**
 * The parts of a failover in the order of the budget, each ended by an event that was seen on the wire or in the kernel. A part
 * whose events were not seen has no measured length, and neither has the one after it.
 *
 * @param site the site that the budget is of
 * @param endMs the events after this are of the recovery, ms
 */
export function phasesOf(budget: CaseBudget, site: Site, events: readonly TrialEvent[], endMs: number): MeasuredPhase[] {
  const places = placesOf(site);
  const during = events.filter((event) => event.atMs >= 0 && event.atMs <= endMs);
  const times = (kind: EventKind, at: ReadonlySet<string>, to?: ReadonlySet<string>) =>
    during
      .filter((event) => event.kind === kind && at.has(event.where))
      .filter((event) => !to || [...to].some((name) => event.detail === name || event.detail.endsWith(` to ${name}`)))
      .map((event) => event.atMs);
  const updates = (at: ReadonlySet<string>, to: ReadonlySet<string>) =>
    [...times('bgp-withdraw', at, to), ...times('bgp-announce', at, to)].sort((a, b) => a - b);
  const fib = (at: ReadonlySet<string>) => times('fib-changed', at).at(-1);
  const firstAfter = (list: readonly number[], ms: number | undefined) => list.find((time) => ms === undefined || time >= ms);

  const hostsLost = Math.max(...times('bfd-down', places.borders, places.hosts));
  const toRouters = Math.max(...updates(places.hosts, places.borders));
  const cause = budget.case === 'all-hosts-loss' ? finite(hostsLost) : finite(toRouters);
  const borderSent = firstAfter(updates(places.borders, places.pes), cause);
  const peSent = firstAfter(updates(places.pes, places.borders), borderSent);
  const toOtherSite: Boundary[] = [
    { name: 'border sends it to the PE', endsMs: borderSent, covers: ['border-decides'] },
    { name: 'PE answers with the next site', endsMs: peSent, covers: ['pe-decides'] },
    { name: 'border forwards there', endsMs: fib(places.borders), covers: ['border-decides-again', 'border-installs'] },
  ];
  const uplinkLost = [...times('bfd-down', places.borders, places.pes), ...times('bfd-down', places.pes, places.borders)].sort(
    (a, b) => a - b,
  )[0];
  // Where labels are watched: the last one before hosts told their border.
  const labelled = times('route-label', new Set([site.name])).filter((ms) => cause === undefined || ms <= cause);
  const labelSet: Boundary = { name: 'route label set', endsMs: labelled.at(-1), covers: ['agent-acts'] };
  const toUpdate: Boundary[] = [
    ...(labelled.length ? [labelSet] : []),
    { name: 'label to UPDATE', endsMs: cause, covers: ['label-to-update', 'debounce', 'reload'] },
  ];
  const boundaries: Readonly<Record<CaseBudget['case'], Boundary[]>> = {
    drain: [...toUpdate, ...toOtherSite],
    withdraw: [...toUpdate, ...toOtherSite],
    'all-hosts-loss': [{ name: 'border detects it', endsMs: cause, covers: ['detection'] }, ...toOtherSite],
    'host-loss': [
      { name: 'border detects it', endsMs: finite(hostsLost), covers: ['detection'] },
      { name: 'border forwards to the other hosts', endsMs: fib(places.borders), covers: ['border-decides', 'border-installs'] },
    ],
    'border-loss': [
      { name: 'PE detects it', endsMs: times('bfd-down', places.pes, places.borders)[0], covers: ['detection'] },
      {
        name: 'PE forwards to the next site',
        endsMs: fib(places.pes),
        covers: ['pe-decides', 'pe-installs', 'gateway-takeover'],
      },
    ],
    'uplink-loss': [
      { name: 'an end of the uplink detects it', endsMs: uplinkLost, covers: ['detection'] },
      {
        name: 'borders send by another uplink',
        endsMs: fib(places.borders),
        covers: [...borderPhases, 'pe-decides', 'pe-installs'],
      },
    ],
    // An election is seen in no routing table.
    'gateway-loss': [{ name: 'another border takes the gateway', endsMs: undefined, covers: ['gateway-takeover'] }],
  };
  return lengths(boundaries[budget.case], budget);
}

function lengths(boundaries: readonly Boundary[], budget: CaseBudget): MeasuredPhase[] {
  let begins: number | undefined = 0;
  return boundaries.map(({ name, endsMs, covers }) => {
    const measured = begins === undefined || endsMs === undefined ? undefined : Math.max(0, endsMs - begins);
    begins = endsMs;
    const budgetMs = budget.phases.filter((phase) => covers.includes(phase.id)).reduce((sum, phase) => sum + phase.ms, 0);
    return { name, ...(measured === undefined ? {} : { measuredMs: measured }), budgetMs };
  });
}

/** Names of the routers and hosts that take part. */
export function placesOf(site: Site) {
  return {
    hosts: new Set(site.hosts.map((host) => host.fullName)),
    borders: new Set(site.borders.map((border) => border.fullName)),
    pes: new Set(site.uplinks.map((uplink) => uplink.pe.fullName)),
  };
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
