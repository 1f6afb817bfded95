import { labelValueSchema, longestLabelValue } from '../kubernetes';
import { anycastLabel, leavesRoomForHosts } from '../labels';
import { canonicalAddress, hostOfPeer } from '../texts';
import type { AgentConfig, ProbeConfig, ServiceConfig } from './resolved';
import { longestTimeoutMs, shortestIntervalMs } from './profiles';

/** Something of the configuration that cannot be used. */
export interface Problem {
  readonly path: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly remedy: string;
}

/** No write of the Lease more often than this, ms: ten a second. At 0 ms the agent would do nothing else. */
const shortestRenewMs = 100;

/** What the schema cannot see: values that do not fit each other. */
export function problemsOf(config: AgentConfig): Problem[] {
  return [
    ...config.services.flatMap((service, index) => serviceProblems(service, `services[${index}]`, config)),
    ...twice(
      config.services.map((service) => service.key),
      'services',
      'every Service once',
    ),
    ...config.hosts.flatMap((host, index) => hostProblems(host, `hosts[${index}]`)),
    ...(leavesRoomForHosts(config.routeLabel)
      ? []
      : [problem('routeLabel', config.routeLabel, 'a label to whose name the name of a node can be added', 'shorten it')]),
    ...([anycastLabel, config.maintenanceKey].includes(config.routeLabel)
      ? [problem('routeLabel', config.routeLabel, 'a label that nobody else sets', 'take another')]
      : []),
    ...(config.lease && config.lease.renewMs < shortestRenewMs
      ? [problem('lease.renew', `${config.lease.renewMs}ms`, `at least ${shortestRenewMs}ms`, 'raise lease.renew')]
      : []),
    ...(config.lease && config.lease.ttlMs < 2 * config.lease.renewMs
      ? [problem('lease.ttl', `${config.lease.ttlMs}ms`, 'at least twice lease.renew', 'raise lease.ttl or lower lease.renew')]
      : []),
  ];
}

function serviceProblems(service: ServiceConfig, path: string, config: AgentConfig): Problem[] {
  const isVip = (address: string) => service.vips.includes(canonicalAddress(address));
  const atVip = (service.endpoints ?? []).filter(({ address }) => isVip(address));
  const checksAtVip = service.checks.filter(({ at }) => at !== undefined && isVip(at));
  const sitesAtVip = service.otherSites.flatMap(({ addresses }) => addresses.filter((address) => isVip(hostOfPeer(address))));
  const sites = service.otherSites.map(({ site }) => site);
  return [
    ...probeProblems(service.probe, `${path}.health`, config),
    ...service.checks.flatMap((check, index) => probeProblems(check.probe, `${path}.checks[${index}]`, config)),
    ...atVip.map(({ address }) =>
      problem(`${path}.endpoints`, address, 'addresses of endpoints', 'never probe the VIP: another site may answer'),
    ),
    ...checksAtVip.map(({ at }) =>
      problem(`${path}.checks`, at, 'addresses that are no VIP', 'never probe the VIP: another site may answer'),
    ),
    ...sitesAtVip.map((address) =>
      problem(`${path}.otherSites`, address, 'addresses that are no VIP', 'never look at the VIP: this site may answer'),
    ),
    ...(sites.includes(config.site)
      ? [problem(`${path}.otherSites`, config.site, 'sites other than this one', 'take it out: nobody is there when it has left')]
      : []),
    ...twice(sites, `${path}.otherSites`, 'every site once'),
    ...(service.timing.holdDownMaxMs < service.timing.holdDownMs
      ? [problem(`${path}.timing.holdDownMax`, `${service.timing.holdDownMaxMs}ms`, 'at least holdDown', 'raise holdDownMax')]
      : []),
  ];
}

function probeProblems(probe: ProbeConfig, path: string, { allowExec }: AgentConfig): Problem[] {
  const found: Problem[] = [];
  const tooShort = ([name, ms]: readonly [string, number]) =>
    ms < shortestIntervalMs ? [problem(`${path}.${name}`, `${ms}ms`, `at least ${shortestIntervalMs}ms`, `raise ${name}`)] : [];
  const every = tooShort(['every', probe.everyMs]);
  found.push(...every, ...tooShort(['timeout', probe.timeoutMs]));
  // What follows from an interval that is too short is no problem of its own.
  if (every.length === 0) {
    found.push(...tooShort(['inDoubt', probe.inDoubtMs]));
    if (probe.inDoubtMs > probe.everyMs)
      found.push(
        problem(`${path}.inDoubt`, `${probe.inDoubtMs}ms`, `at most every = ${probe.everyMs}ms`, 'lower inDoubt or raise every'),
      );
    const longest = longestTimeoutMs(probe);
    if (probe.timeoutMs > longest) {
      found.push(
        problem(`${path}.timeout`, `${probe.timeoutMs}ms`, `at most every x fall = ${longest}ms`, 'lower timeout or raise every'),
      );
    }
  }
  if (probe.hardFall > probe.fall)
    found.push(problem(`${path}.hardFall`, probe.hardFall, `at most fall = ${probe.fall}`, 'lower hardFall'));
  if (probe.kind === 'exec' && !allowExec) {
    found.push(
      problem(
        `${path}.exec`,
        probe.exec?.join(' '),
        'no exec probe while allowExec is false',
        'set allowExec, or take another probe',
      ),
    );
  }
  for (const kind of ['dns', 'udp', 'exec'] as const) {
    if (probe.kind === kind && !probe[kind])
      found.push(problem(`${path}.${kind}`, undefined, `'${kind}' for a probe of this kind`, `give '${kind}'`));
  }
  return found;
}

function hostProblems(host: string, path: string): Problem[] {
  if (host !== '' && labelValueSchema.safeParse(host).success) return [];
  const allowed = `the name of a node as the label kubernetes.io/hostname has it, at most ${longestLabelValue} characters`;
  return [problem(path, host, allowed, 'shorten the name of the node')];
}

function twice(keys: readonly string[], path: string, allowed: string): Problem[] {
  const seen = new Set<string>();
  const again = keys.filter((key) => seen.size === seen.add(key).size);
  return [...new Set(again)].map((key) => problem(path, key, allowed, 'take one of them out'));
}

function problem(path: string, value: unknown, allowed: string, remedy: string): Problem {
  return { path, value, allowed, remedy };
}
