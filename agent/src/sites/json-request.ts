import { request } from 'node:http';

/** Reads an answer: {@link readText}, or what stands in for it in a test. */
export type ReadText = (url: string, timeoutMs: number) => Promise<{ readonly status: number; readonly text: string }>;

/** Of an answer so much is read, bytes. */
const limit = 65_536;

/**
 * Reads a small JSON or text answer over HTTP.
 *
 * @throws Error if there is none in time
 */
export function readText(url: string, timeoutMs: number): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false, headers: { connection: 'close' } });
    const timer = setTimeout(() => outgoing.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    outgoing.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > limit) response.destroy(new Error('the answer is too long'));
      });
      response.on('error', reject);
      response.once('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    outgoing.end();
  });
}
