import type { BudgetPhaseId } from '../../contract/budget-phases';
import { detectionMs, hasVirtualGateway, honoursDrain } from '../model';
import type { Dialect, Site } from '../model';
import { takeoverMs } from '../redundancy/election';
import { decisionMs, installMs, reloadMs, speakerMs } from './constants';

/** What may happen to a site. */
export type FailoverCase = 'drain' | 'withdraw' | 'host-loss' | 'all-hosts-loss' | 'border-loss' | 'uplink-loss' | 'gateway-loss';

/** One step between the cause and the new path. */
export interface BudgetPhase {
  /** What it is, for programs. */
  readonly id: BudgetPhaseId;
  readonly name: string;
  readonly ms: number;
}

/** How one case passes. */
export interface CaseBudget {
  readonly case: FailoverCase;
  readonly phases: readonly BudgetPhase[];
  /** Time from the cause until traffic takes the new path, ms. */
  readonly convergedMs: number;
  /** Time in which requests are lost, ms: 0 where the old path serves until the new one stands. */
  readonly outageMs: number;
}

/** What a site promises, derived from its timers and daemons. Link delays, and the application itself, come on top. */
export interface FailoverBudget {
  readonly site: string;
  /** Dialect of the border that it is computed for. */
  readonly border: Dialect;
  /** Dialect of the PE: of several the slowest counts. */
  readonly pe: Dialect;
  readonly cases: readonly CaseBudget[];
}

/**
 * The failover budget of a site: upper bounds for clients at its own border.
 *
 * @param border dialect of the border; default the slowest that the site has
 */
export function budgetOf(
  site: Site,
  border: Dialect = slowest(site.borders.map((candidate) => candidate.dialect)),
): FailoverBudget {
  const pe = slowest(site.uplinks.map((uplink) => uplink.pe.dialect));
  const atBorder: BudgetPhase = { id: 'border-decides', name: `border decides (${border})`, ms: decisionMs[border] };
  const atPe: BudgetPhase = { id: 'pe-decides', name: `PE decides (${pe})`, ms: decisionMs[pe] };
  const install: BudgetPhase = { id: 'border-installs', name: `border installs (${border})`, ms: installMs[border] };
  const toOtherSite = [
    atBorder,
    atPe,
    { ...atBorder, id: 'border-decides-again', name: `border decides again (${border})` } as const,
    install,
  ];
  const speaker = speakerPhases(site);
  const hostDetection = detection('border detects the loss of a host', site.bfd && detectionMs(site.bfd), site.timers.holdMs);
  const cases = [
    // The floating static route of the border, or GRACEFUL_SHUTDOWN, keeps the living hosts in use meanwhile.
    // Where an uplink does not honour it, nothing moves before the withdraw.
    ...(honoursDrain(site) ? [caseOf('drain', [...speaker, ...toOtherSite], 0)] : []),
    caseOf('withdraw', [...speaker, ...toOtherSite], 0),
    ...(site.hosts.length > 1 ? [caseOf('host-loss', [hostDetection, atBorder, install])] : []),
    caseOf('all-hosts-loss', [hostDetection, ...toOtherSite]),
    ...(site.uplinks.length ? [caseOf('border-loss', longest(toOtherBorder(site, pe), takeover(site)))] : []),
    // With one uplink there is no other way, and no time after which there would be.
    ...(site.uplinks.length > 1 ? [caseOf('uplink-loss', longest(toOtherUplink(site, border), toOtherBorder(site, pe)))] : []),
    // The clients of the site itself, when a border or its link to hosts or clients is lost.
    ...(hasVirtualGateway(site) ? [caseOf('gateway-loss', takeover(site))] : []),
  ];
  return Object.freeze({ site: site.name, border, pe, cases: Object.freeze(cases) });
}

/** The longest outage after a silent loss of hosts or a withdraw, and the time a withdraw takes: what `promise` is held against. */
export function promisedMs(site: Site): number {
  const counted: readonly FailoverCase[] = ['withdraw', 'host-loss', 'all-hosts-loss'];
  return Math.max(
    0,
    ...budgetOf(site)
      .cases.filter((entry) => counted.includes(entry.case))
      .map((entry) => entry.convergedMs),
  );
}

function slowest(dialects: readonly Dialect[]): Dialect {
  return dialects.length === 0 || dialects.includes('frr') ? 'frr' : 'bird';
}

function speakerPhases(site: Site): BudgetPhase[] {
  const label: BudgetPhase = { id: 'label-to-update', name: 'label to UPDATE (MetalLB)', ms: speakerMs };
  if (site.metallb.mode === 'native') return [label];
  return [
    label,
    { id: 'debounce', name: `debounce (${site.metallb.mode})`, ms: site.metallb.debounceMs },
    { id: 'reload', name: 'reload of FRR on the host', ms: reloadMs },
  ];
}

function detection(what: string, bfdMs: number | undefined, holdMs: number): BudgetPhase {
  const id = 'detection';
  return bfdMs === undefined ? { id, name: `${what} (hold time)`, ms: holdMs } : { id, name: `${what} (BFD)`, ms: bfdMs };
}

/** From the loss of a border or uplink until the PE sends elsewhere. */
function toOtherBorder(site: Site, pe: Dialect): BudgetPhase[] {
  return [
    uplinkDetection('PE detects the loss of the border', site),
    { id: 'pe-decides', name: `PE decides (${pe})`, ms: decisionMs[pe] },
    { id: 'pe-installs', name: `PE installs (${pe})`, ms: installMs[pe] },
  ];
}

/** From the loss of an uplink until the border sends by another, which may be that of another border: it told of none while this one was better. */
function toOtherUplink(site: Site, border: Dialect): BudgetPhase[] {
  const decides: BudgetPhase = { id: 'border-decides', name: `border decides (${border})`, ms: decisionMs[border] };
  const overOther = hasVirtualGateway(site)
    ? [
        { ...decides, id: 'other-border-decides' as const, name: `other border decides (${border})` },
        { ...decides, id: 'border-decides-again' as const, name: `border decides again (${border})` },
      ]
    : [];
  return [
    uplinkDetection('border detects the loss of the uplink', site),
    decides,
    ...overOther,
    { id: 'border-installs', name: `border installs (${border})`, ms: installMs[border] },
  ];
}

/** From the loss of the border with a gateway until another has it: the one that waits longest counts. Nothing where none can. */
function takeover(site: Site): BudgetPhase[] {
  const [, ...others] = site.borders;
  if (others.length === 0) return [];
  return [
    {
      id: 'gateway-takeover',
      name: 'another border takes the gateway (VRRP)',
      ms: Math.ceil(Math.max(...others.map(takeoverMs))),
    },
  ];
}

/** Of what goes on at the same time the part that takes longest. */
function longest(one: readonly BudgetPhase[], other: readonly BudgetPhase[]): readonly BudgetPhase[] {
  return total(one) >= total(other) ? one : other;
}

/** An end of an uplink sees its loss through the slowest uplink of the site. */
function uplinkDetection(what: string, site: Site): BudgetPhase {
  const phases = site.uplinks.map((uplink) => detection(what, uplink.bfd && detectionMs(uplink.bfd), uplink.timers.holdMs));
  return phases.reduce((worst, phase) => (phase.ms > worst.ms ? phase : worst));
}

function total(phases: readonly BudgetPhase[]): number {
  return phases.reduce((sum, phase) => sum + phase.ms, 0);
}

function caseOf(name: FailoverCase, phases: readonly BudgetPhase[], outageMs?: number): CaseBudget {
  const convergedMs = total(phases);
  return Object.freeze({ case: name, phases: Object.freeze(phases), convergedMs, outageMs: outageMs ?? convergedMs });
}
