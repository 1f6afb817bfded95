import { randomInt } from 'node:crypto';
import { responderCommand } from '../../../lab/src/application';
import type { LabNode } from '../../../lab/src/network/lab-node';
import { Probe, samplesOf, stepMs } from '../../../lab/src/probes';
import { outageOf } from '../../../lab/src/statistics';

const port = 7007;
const intervalMs = 5;

/** Answers datagrams at these addresses of a node as long as it runs. */
export function startAnswering(node: LabNode, addresses: readonly string[]): void {
  const udp = addresses.map((address) => ({ address, port }));
  const [program, ...args] = responderCommand({ site: 'site', host: 'host', udp, http: [] });
  node.start(program, args);
}

/** What one address did not answer. */
export interface RequestLoss {
  readonly address: string;
  /** The longest time without an answer, ms. */
  readonly outageMs: number;
  readonly lost: number;
  /** Whether the last second was without loss. */
  readonly recovered: boolean;
}

/** Asks addresses every 5 ms from a node, while `body` runs. */
export async function lossDuring(node: LabNode, addresses: readonly string[], body: () => Promise<void>): Promise<RequestLoss[]> {
  const run = randomInt(0, 0xffffffff);
  const streams = addresses.map((address) => ({ kind: 'udp' as const, name: address, address, port, intervalMs, flows: 1, run }));
  const probe = Probe.start(node, { streams });
  try {
    await body();
  } catch (error) {
    probe.abandon();
    throw error;
  }
  return (await probe.stop()).map((stream) => {
    const samples = samplesOf(stream);
    const { blackoutMs, lost } = outageOf(samples, stepMs(stream));
    const last = outageOf(samples.slice(-1000 / intervalMs), intervalMs);
    return { address: stream.stream, outageMs: blackoutMs, lost, recovered: last.lost === 0 };
  });
}
