import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AnswerLine } from './call';
import { calls } from './calls';
import type { ProgressLine } from '../model/progress';
import type { RunningLab } from '../model/running-lab';
import { UsageError, unknownName } from '../usage/usage-error';

/** Most of a request that is read, bytes. */
const longest = 1 << 20;

/** What the keeper tells its callers. */
export interface KeeperState {
  /** Progress of the start up to now. */
  readonly lines: readonly ProgressLine[];
  /** Takes a listener for further lines; the result takes it away. */
  watch(listener: (line: ProgressLine) => void): () => void;
  /** The lab once it is ready; rejects if it does not become so. */
  readonly lab: Promise<RunningLab>;
  /** Ends the keeper and with it everything. */
  end(): void;
}

/**
 * The control socket: `POST /<call>` with its input as JSON. The answer is one JSON document a line: progress, then `{result}` or
 * `{error}`. `/up` waits for the start, `/down` ends it.
 */
export function controlServer(state: KeeperState): Server {
  return createServer((request, response) => {
    answer(request, response, state).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      line(response, { error: message, ...(error instanceof UsageError && { isUsage: true }) });
      response.end();
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, state: KeeperState): Promise<void> {
  const name = (request.url ?? '').slice(1);
  const text = await read(request);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.flushHeaders();
  const progress = (entry: ProgressLine) => line(response, entry);
  if (name === 'down') {
    line(response, { result: {} });
    response.end(() => state.end());
    return;
  }
  if (name === 'up') {
    state.lines.forEach(progress);
    const stop = state.watch(progress);
    response.once('close', stop);
    const lab = await state.lab;
    line(response, { result: { notes: lab.notes } });
    response.end();
    return;
  }
  const call = calls.find((entry) => entry.name === name);
  if (!call)
    throw unknownName(
      'call',
      name,
      calls.map((entry) => entry.name),
    );
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const result = await call.run(await state.lab, call.input.parse(JSON.parse(text || '{}')), progress, gone.signal);
  line(response, { result });
  response.end();
}

function line(response: ServerResponse, entry: AnswerLine): void {
  if (!response.writableEnded && !response.destroyed) response.write(`${JSON.stringify(entry)}\n`);
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > longest) throw new Error('the request is too long');
  }
  return text;
}
