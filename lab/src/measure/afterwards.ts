import type { Family, Vip } from 'anycast-mec';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { probePort, probeServices } from '../model/probe-service';
import type { RunningLab } from '../model/running-lab';
import type { LabNode } from '../network/lab-node';
import { Probe, samplesOf } from '../probes';
import type { Sample } from '../probes';
import { isAnswered } from '../statistics';
import type { Unanswered } from './cell';
import type { Afterwards } from './journal';

/** Flows of each client: enough for ECMP to use every path. */
const flows = 64;
/** Time between two requests of a flow where one family is asked, and how long is asked, ms. */
const [intervalMs, forMs] = [50, 500];

/**
 * Asks the lab's own service from every client network, over 64 flows each, in every family that both have.
 *
 * @param expected what nobody is to answer
 * @returns undefined where the fleet has no such service
 */
export async function askEverybody(
  lab: Pick<RunningLab, 'fleet' | 'clients'>,
  expected: readonly Unanswered[],
): Promise<Afterwards | undefined> {
  const vips = probeServices(lab.fleet).flatMap((service) => service.vips);
  if (vips.length === 0) return undefined;
  const families = new Map<string, readonly Family[]>(
    lab.fleet.sites.flatMap((site) =>
      site.clients.map(({ name, prefixes }) => [`${site.name}/${name}`, prefixes.map(({ family }) => family)] as const),
    ),
  );
  const asked = await Promise.all(
    [...lab.clients].map(async ([client, node]) => {
      const own = vips.filter(({ family }) => families.get(client)?.includes(family));
      const samples = own.length ? await ask(node, own) : [];
      return own.map(({ family }, index) => ({
        client,
        family,
        name: own.length > 1 ? `${client} over IPv${family}` : client,
        ...answersOf(samples[index] ?? []),
      }));
    }),
  );
  const answers = asked.flat();
  return {
    clients: asked.filter((own) => own.length).length,
    unanswered: answers
      .filter(({ complete, ...of }) => !complete && !expected.some((one) => one.client === of.client && one.family === of.family))
      .map(({ name }) => name),
    split: answers.filter(({ sites }) => sites.length > 1).map(({ name, sites }) => `${name}: ${sites.join(', ')}`),
  };
}

/** Whether every flow had an answer, and the sites that answered. */
export function answersOf(samples: readonly Sample[]): { readonly complete: boolean; readonly sites: readonly string[] } {
  const answered = samples.filter(isAnswered);
  return {
    complete: new Set(answered.map(({ index }) => index % flows)).size === flows,
    sites: [...new Set(answered.flatMap(({ server }) => server?.site ?? []))].sort(),
  };
}

/** What each of some VIPs answered, in their order. */
async function ask(node: LabNode, vips: readonly Vip[]): Promise<Sample[][]> {
  let begun = (): void => undefined;
  const begins = new Promise<void>((resolve) => (begun = resolve));
  const streams = vips.map(({ address, family }) => ({
    kind: 'udp' as const,
    name: `everybody-${family}`,
    address,
    port: probePort,
    intervalMs: intervalMs * vips.length,
    flows,
    run: randomInt(0, 0xffffffff),
  }));
  const probe = Probe.start(node, { streams, live: () => begun() });
  try {
    // The program starts first; a window is told about 0.4 s after it began.
    await Promise.race([begins, pause(20_000, undefined, { ref: false })]);
    await pause(forMs);
  } catch (error) {
    probe.abandon();
    throw error;
  }
  return (await probe.stop()).map((log) => [...samplesOf(log)]);
}
