import type { Family } from '../fleet/addresses/address';
import type { FleetModel, Service } from '../fleet/model';
import { familiesOf } from '../fleet/routing/prediction';
import { preferencesOf } from '../fleet/routing/preference';
import type { Preference } from '../fleet/routing/preference';
import { availability, together } from './equation';
import { assumedMtbfMs, failures } from './failures';
import type { FailureId } from './failures';
import { longestOf } from './known-outage';
import type { KnownOutage } from './known-outage';
import { Ways } from './way';
import type { Exposure } from './way';

/** A time for each kind of failure, ms. */
export type TimesByFailure = Readonly<Partial<Record<FailureId, number>>>;

/** What is assumed and known of failures. */
export interface Assumptions {
  /** Mean time between two failures of a kind on the way of one client network, ms. @default 2592000000 (30 days) each */
  readonly mtbfMs?: TimesByFailure;
  /** How long a failure lasts that nobody takes over, ms. @default - see {@link failures} */
  readonly repairMs?: TimesByFailure;
  /** What was measured of the fleet: it takes the place of its budget. @default - nothing */
  readonly measured?: readonly KnownOutage[];
  /** What was published of the fleet, to stand beside. @default - nothing */
  readonly published?: readonly KnownOutage[];
  /** Names of the sites whose client networks are looked at. @default - all */
  readonly sites?: ReadonlySet<string>;
  /** Names of the services. @default - all */
  readonly services?: ReadonlySet<string>;
}

/** A length of an outage, and where it is from. */
export interface OutageLength {
  readonly ms: number;
  /** `budget`: upper bound that follows from the fleet. `repair`: nobody takes over. */
  readonly from: 'budget' | 'measured' | 'published' | 'repair' | 'assumed' | 'given';
  /** Of what was measured or published. */
  readonly source?: string;
}

/** Equation 5.1 with its inputs, twice: as it is, and as it would be if nobody took over. */
export interface Improvement {
  /** MTTR with what the fleet does. */
  readonly outage: OutageLength;
  /** MTTR without. */
  readonly repair: OutageLength;
  /** Share of the time, 0 to 1. */
  readonly availability: number;
  readonly withoutFailover: number;
  /** The difference. */
  readonly improvement: number;
}

/** One kind of failure at one place. */
export interface FailureAssessment extends Improvement {
  readonly failure: FailureId;
  /** Site at which it happens. */
  readonly at: string;
  /** Whether somebody else answers, so that clients need not wait for the repair. */
  readonly failover: boolean;
  readonly mtbfMs: number;
  /** The same with what was published; absent where nothing was. */
  readonly published?: Improvement;
}

/** What a client network may expect of a service. */
export interface ClientAssessment {
  readonly service: string;
  readonly vips: readonly string[];
  /** `site/network`. */
  readonly client: string;
  /** The family that it holds for; absent where it is the same in all families of the service. */
  readonly family?: Family;
  /** Site that answers; absent where none does. */
  readonly answeredBy?: string;
  readonly failures: readonly FailureAssessment[];
  /** With all kinds of failure together, share of the time: 0 where nobody answers. */
  readonly availability: number;
  readonly withoutFailover: number;
  readonly improvement: number;
}

/**
 * What each client network may expect of each service, one kind of failure after the other: by service, and in the order of the sites.
 *
 * @throws Error of times that are none
 */
export function assess(fleet: FleetModel, assumptions: Assumptions = {}): ClientAssessment[] {
  const { sites, services } = assumptions;
  const chosen = fleet.services.filter(({ name }) => services?.has(name) ?? true);
  const found = new Map(chosen.map((service) => [service, [] as ClientAssessment[]]));
  for (const { name } of fleet.sites.filter((site) => sites?.has(site.name) ?? true)) {
    // What is predicted for the clients of one site is hardly of use for others, and would fill the memory.
    const ways = new Ways(fleet);
    for (const [service, assessments] of found)
      for (const preference of preferencesOf(fleet, service, { depth: 1, at: new Set([name]) }))
        assessments.push(assessClient(fleet, ways, service, preference, assumptions));
  }
  return [...found.values()].flat();
}

function assessClient(
  fleet: FleetModel,
  ways: Ways,
  service: Service,
  { client, at, family, order: [first] }: Preference,
  assumptions: Assumptions,
): ClientAssessment {
  const asked = {
    service: service.name,
    vips: service.vips.filter((vip) => family === undefined || vip.family === family).map(({ address }) => address),
    client: `${at}/${client}`,
    ...(family && { family }),
  };
  const site = (name: string) => fleet.sites.find((candidate) => candidate.name === name);
  const [home, answering] = [site(at), first && site(first.site)];
  if (!home || !answering) return { ...asked, failures: [], availability: 0, withoutFailover: 0, improvement: 0 };
  const network = home.clients.find(({ name }) => name === client);
  const spoken = familiesOf(service).filter((candidate) => network?.prefixes.some((prefix) => prefix.family === candidate));
  const families = family ? [family] : spoken;
  const all = ways
    .exposures({ service, client, home, families, answering })
    .map((exposure) => assessFailure(exposure, assumptions));
  const whole = together(all.map((one) => one.availability));
  const withoutFailover = together(all.map((one) => one.withoutFailover));
  return {
    ...asked,
    answeredBy: answering.name,
    failures: all,
    availability: whole,
    withoutFailover,
    improvement: whole - withoutFailover,
  };
}

function assessFailure({ failure, at, outageMs }: Exposure, assumptions: Assumptions): FailureAssessment {
  const mtbfMs = assumptions.mtbfMs?.[failure] ?? assumedMtbfMs;
  const repair = repairOf(failure, assumptions);
  const outage = outageMs === undefined ? { ...repair, from: 'repair' as const } : failoverOf(failure, outageMs, assumptions);
  const published = publishedOf(failure, mtbfMs, repair, assumptions);
  return {
    ...{ failure, at, failover: outageMs !== undefined, mtbfMs },
    ...improvementOf(mtbfMs, outage, repair),
    ...(published && { published }),
  };
}

function failoverOf(failure: FailureId, budgetMs: number, { measured = [] }: Assumptions): OutageLength {
  const known = longestOf(measured, failure, 'failover');
  return known ? { ms: known.meanMs, from: 'measured', source: known.source } : { ms: budgetMs, from: 'budget' };
}

function repairOf(failure: FailureId, { repairMs, measured = [] }: Assumptions): OutageLength {
  const given = repairMs?.[failure];
  if (given !== undefined) return { ms: given, from: 'given' };
  const known = longestOf(measured, failure, 'repair');
  return known
    ? { ms: known.meanMs, from: 'measured', source: known.source }
    : { ms: failures[failure].repairMs, from: 'assumed' };
}

/** What was published of a failure, with our own repair where only the failover was. */
function publishedOf(
  failure: FailureId,
  mtbfMs: number,
  own: OutageLength,
  { published = [] }: Assumptions,
): Improvement | undefined {
  const failover = longestOf(published, failure, 'failover');
  if (!failover) return undefined;
  const repair = longestOf(published, failure, 'repair');
  const length = ({ meanMs, source }: KnownOutage): OutageLength => ({ ms: meanMs, from: 'published', source });
  return improvementOf(mtbfMs, length(failover), repair ? length(repair) : own);
}

function improvementOf(mtbfMs: number, outage: OutageLength, repair: OutageLength): Improvement {
  const [own, withoutFailover] = [availability(mtbfMs, outage.ms), availability(mtbfMs, repair.ms)];
  return { outage, repair, availability: own, withoutFailover, improvement: own - withoutFailover };
}
