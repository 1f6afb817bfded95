/** A kind of failure, as a client network meets it. */
interface FailureKind {
  /** What happens, in a few words. */
  readonly title: string;
  /**
   * How long it lasts where nobody takes over, ms: a planning value for what no failover ends. Of hardware an assumption (somebody comes
   * within 4 h), of planned work as well (it takes an hour).
   */
  readonly repairMs: number;
}

const [second, hour] = [1000, 3_600_000];

/**
 * What Kubernetes alone takes to serve again when all pods are gone, of an application that starts at once, ms: measured mean, see "The base
 * case" in docs/guides/measuring.md. The start of the application comes on top, so that an improvement over it is rather too small.
 */
const restartMs = 1354;

/** Every kind of failure for which a fleet knows how clients go on, in the order of the tables. */
export const failures = {
  drain: { title: 'the site is drained', repairMs: hour },
  withdraw: { title: 'the VIP is withdrawn', repairMs: hour },
  'application-killed': { title: 'the application of the whole site dies', repairMs: restartMs },
  // Three liveness probes, 10 s apart, that wait 2 s each, then a restart: what a workload of the fleet has.
  'application-hung': { title: 'the application of the whole site hangs', repairMs: 32 * second + restartMs },
  'host-loss': { title: 'the host that answers is lost, others of the site are not', repairMs: 4 * hour },
  'all-hosts-loss': { title: 'all hosts of the site are lost', repairMs: 4 * hour },
  'gateway-loss': { title: 'the border with the gateway, or one of its links, is lost', repairMs: 4 * hour },
  'border-loss': { title: 'a border router is lost', repairMs: 4 * hour },
  'uplink-loss': { title: 'an uplink is lost', repairMs: 4 * hour },
} as const satisfies Readonly<Record<string, FailureKind>>;

/** See {@link failures}. */
export type FailureId = keyof typeof failures;

/** Their ids. */
export const failureIds = Object.keys(failures) as readonly FailureId[];

/**
 * Mean time between two failures of one kind on the way of one client network, where none is given, ms: 30 days. An assumption, of one failure
 * of each kind a month, and nothing that was measured: an operator puts the own incidents in its place.
 */
export const assumedMtbfMs = 30 * 24 * hour;
