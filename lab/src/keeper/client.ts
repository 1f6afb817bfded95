import { request } from 'node:http';
import { join } from 'node:path';
import { labFolder, runningLabs } from './folder';
import type { AnswerLine } from './call';
import type { Progress } from '../model/progress';
import { UsageError, unknownName } from '../usage/usage-error';

/** What the keeper answered with an error. */
export class KeeperError extends Error {
  public override readonly name = 'KeeperError';
}

/** A running lab as the commands see it. */
export class LabClient {
  public constructor(public readonly name: string) {}

  /**
   * The lab that is meant.
   *
   * @param name @default - the only one that runs
   * @throws UsageError with those that run; KeeperError if none does and none is named
   */
  public static find(name?: string): LabClient {
    const running = runningLabs();
    if (name !== undefined) {
      if (running.includes(name)) return new LabClient(name);
      throw unknownName('lab', name, running);
    }
    const [only, more] = running;
    if (only === undefined) throw new KeeperError("no lab runs; start one with 'anycast-mec lab up'");
    if (more !== undefined) throw new UsageError(`several labs run: ${running.join(', ')}; name one with --lab`);
    return new LabClient(only);
  }

  /**
   * Asks something of it.
   *
   * @param progress takes the lines before the result
   * @throws UsageError if it is asked wrongly; KeeperError with what went wrong there; if it has gone
   */
  public call(name: string, input: unknown = {}, progress: Progress = () => undefined, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const gone = (why: string) => reject(new KeeperError(`the lab '${this.name}' does not answer: ${why}`));
      const asked = request(
        {
          socketPath: join(labFolder(this.name), 'control.sock'),
          path: `/${name}`,
          method: 'POST',
          agent: false,
          ...(signal && { signal }),
        },
        (response) => {
          let rest = '';
          const take = (text: string) => {
            const line = JSON.parse(text) as AnswerLine;
            if ('result' in line) resolve(line.result);
            else if ('error' in line) reject(line.isUsage ? new UsageError(line.error) : new KeeperError(line.error));
            else progress(line);
          };
          response.setEncoding('utf8').on('data', (chunk: string) => {
            const lines = (rest + chunk).split('\n');
            rest = lines.pop() ?? '';
            lines.forEach(take);
          });
          response.on('close', () => gone('it ended before it was done; see keeper.log'));
          response.on('error', (error) => gone(error.message));
        },
      );
      asked.on('error', (error) => gone(error.message));
      asked.end(JSON.stringify(input));
    });
  }
}
