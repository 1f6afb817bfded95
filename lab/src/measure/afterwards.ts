import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { probePort, probeService } from '../keeper/lab-fleet';
import type { RunningLab } from '../keeper/running-lab';
import type { LabNode } from '../network/lab-node';
import { Probe, samplesOf } from '../probes';
import type { Sample } from '../probes';
import { isAnswered } from '../statistics';
import type { Afterwards } from './journal';

/** Flows of each client: enough for ECMP to use every path. */
const flows = 64;
/** Time between two requests of a flow, and how long is asked, ms. */
const [intervalMs, forMs] = [50, 500];

/**
 * Asks the lab's own service from every client network, over 64 flows each.
 *
 * @param expected client networks that nobody is to answer
 * @returns undefined where the fleet has no such service
 */
export async function askEverybody(
  lab: Pick<RunningLab, 'fleet' | 'clients'>,
  expected: readonly string[],
): Promise<Afterwards | undefined> {
  const address = lab.fleet.services.find(({ name }) => name === probeService)?.vips[0]?.address;
  if (address === undefined) return undefined;
  const asked = await Promise.all(
    [...lab.clients].map(async ([client, node]) => ({ client, ...answersOf(await ask(node, address)) })),
  );
  return {
    clients: asked.length,
    unanswered: asked.filter(({ client, complete }) => !complete && !expected.includes(client)).map(({ client }) => client),
    split: asked.filter(({ sites }) => sites.length > 1).map(({ client, sites }) => `${client}: ${sites.join(', ')}`),
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

async function ask(node: LabNode, address: string): Promise<Sample[]> {
  let begun = (): void => undefined;
  const begins = new Promise<void>((resolve) => (begun = resolve));
  const stream = {
    kind: 'udp' as const,
    name: 'everybody',
    address,
    port: probePort,
    intervalMs,
    flows,
    run: randomInt(0, 0xffffffff),
  };
  const probe = Probe.start(node, { streams: [stream], live: () => begun() });
  try {
    // The program starts first; a window is told about 0.4 s after it began.
    await Promise.race([begins, pause(20_000, undefined, { ref: false })]);
    await pause(forMs);
  } catch (error) {
    probe.abandon();
    throw error;
  }
  return (await probe.stop()).flatMap(samplesOf);
}
