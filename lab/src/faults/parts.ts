import type { RunningCluster } from '../clusters/running-cluster';
import { startedAgain } from '../clusters/victims';
import type { Find } from '../clusters/victims';
import type { SpeakerSite } from '../hosts/speaker-site';
import type { SpeakingHost } from '../hosts/speaking-host';
import { signal } from '../clusters/hosts/container-processes';
import type { RunningLab, SiteTarget, Undo } from '../model/running-lab';
import type { CutKind } from '../network/wire';
import type { Port } from '../network/port';
import type { Act, Injection } from './fault';
import type { SitePlace } from './target';

/** Cuts cables; the undo is known before it is done. */
export async function cut(lab: RunningLab, ports: readonly Port[], kind: CutKind, injection: Injection): Promise<void> {
  const prepared = lab.network.prepareCut(ports, kind);
  injection.undo(() => prepared.undo());
  await prepared.apply();
}

/** Interfaces in words, such as `mec-1/border-1:eth0`. */
export function portsText(ports: readonly Port[]): string {
  return ports.map(({ node, name }) => `${node}:${name}`).join(', ');
}

/** Takes the power of a node: its cables fall silent first, so that no dying process says good-bye, then everything in it ends. */
export async function powerOff(
  lab: RunningLab,
  node: string,
  ports: readonly Port[],
  start: () => Promise<void>,
  injection: Injection,
): Promise<void> {
  // Undone in reverse: it starts behind its cut cables, as after a real loss of power, and is joined when it runs.
  await cut(lab, ports, 'silent', injection);
  injection.undo(async () => {
    if (lab.network.find(node).initPid === undefined) await start();
  });
  await lab.network.find(node).powerOff();
}

/** What is done to each host that is meant, where BIRD and a responder stand for it. */
export function atEachHost(
  act: (host: SpeakingHost, undo: (what: Undo) => void) => void | Promise<void>,
): Act<SitePlace, SpeakerSite> {
  return ({ site, host }, { sites }) => {
    const hosts = [...(sites.get(site.site.name)?.hosts.values() ?? [])];
    const meant = hosts.filter((entry) => host === undefined || entry.host.fullName === host);
    return {
      inject: async (injection) => {
        await Promise.all(meant.map(async (entry) => act(entry, (what) => injection.undo(what))));
      },
    };
  };
}

/** What is done in a cluster. @param prepare looks everything up; its result does it at once, and gives what takes it back */
export function inCluster(
  prepare: (cluster: RunningCluster, where: SiteTarget) => Promise<() => Promise<Undo>>,
): Act<SitePlace, RunningCluster> {
  return async ({ site, ...where }, { sites }) => {
    const cluster = sites.get(site.site.name);
    if (!cluster) throw new Error(`${site.site.name} is no cluster`);
    const act = await prepare(cluster, where);
    return { inject: async (injection) => injection.undo(await act()) };
  };
}

/** Kills processes in pods. The kubelet, or FRR's own watchdog, starts them again by itself: to take it back is to wait until it has. */
export async function killInPods(find: Find): Promise<() => Promise<Undo>> {
  const victims = await find();
  const pids = victims.flatMap((victim) => victim.pids);
  return () => {
    signal(pids, 'SIGKILL');
    return Promise.resolve(() => startedAgain(find, victims));
  };
}
