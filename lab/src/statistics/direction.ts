import type { StreamSamples } from '../probes/samples';

/** Where requests without an answer were lost. */
export interface LostWhere {
  /** On the way to the server, or in it. */
  readonly requests: number;
  /** On the way back: the server had counted the request. */
  readonly replies: number;
}

/**
 * Tells lost requests from lost replies by the counts of the servers: what a server counted up to the last answer that came from it
 * and did not answer was lost on the way back. What it counted after that answer cannot be known and counts as a lost request,
 * so a trial goes on until the first server answers again. A server process that starts anew is a server of its own.
 */
export function lostWhere(stream: Pick<StreamSamples, 'sentUs' | 'answeredUs' | 'server' | 'count' | 'servers'>): LostWhere {
  const { answeredUs, server, count = [] } = stream;
  const lost = answeredUs.filter((answered) => answered < 0).length;
  const counted = stream.servers.map(() => ({ most: 0, answers: 0 }));
  server.forEach((place, index) => {
    const entry = counted[place];
    if (!entry) return;
    entry.answers++;
    entry.most = Math.max(entry.most, count[index] ?? 0);
  });
  const replies = counted.reduce((sum, entry) => sum + Math.max(0, entry.most - entry.answers), 0);
  return { requests: Math.max(0, lost - replies), replies: Math.min(lost, replies) };
}
